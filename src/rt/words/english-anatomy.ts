/** Words of anatomy in English, and the short forms that names of structures are built from. Folded by whoever reads them. */
export const englishAnatomy = `
heart atrium atria atrial ventricle ventricles ventricular valve mitral tricuspid pericardium pericardial myocardium septum coronary coronaries
aorta aortic artery arteries arterial vein veins venous vessel vessels vascular carotid jugular subclavian pulmonary vena cava venacava portal celiac
lad lcx rca svc ivc greatves greatvessel greatvessels aveins lvent rvent latrium ratrium avnode sanode brachiocephalic innominate azygos hepatic splenic
lung lungs pulm bronchus bronchi bronchial bronchialtree proximalbronchialtree bronch trachea tracheal carina pleura pleural hilum hila hilar chestwall thorax thoracic
mediastinum mediastinal diaphragm rib ribs costal sternum sternal manubrium clavicle clavicles scapula scapulae thymus
brain brainstem stem cerebrum cerebral cerebellum cerebellar cortex cortical hippocampus hippocampi hippocampal hippo amygdala thalamus hypothalamus
pituitary pineal ventricles midbrain pons medulla meninges dura tentorium falx corpus callosum callous basal ganglia caudate putamen insula fornix
frontal parietal temporal occipital lobe lobes lobar gyrus sulcus optic opticnerve opticnerves opticnrv nerve nerves nrv chiasm chiasma chiasmopt opticchiasm tract tracts pathway
lens lenses eye eyes eyeball orbit orbits orbital globe globes retina retinas cornea corneas macula sclera conjunctiva lacrimal lacrimals lachrymal glndlacrimal
ear ears cochlea cochleas cochleae vestibule vestibular semicircular tympanic mastoid auditory iac eac middleear innerear
skull scalp cranium cranial calvarium calvaria clivus sella sphenoid ethmoid frontalis petrous pterygoid zygoma zygomatic maxilla maxillary mandible mandibular
tmj tmjoint jaw jaws condyle condylar masseter mouth oral oralcavity cavity cavities tongue lip lips tooth teeth dentition gingiva gum palate palatal uvula buccal mucosa cheek cheeks
tonsil tonsils tonsillar parotid parotids submandibular submandibulars submand submandgland sublingual salivary gland glands glnd glnds
nose nasal cribriform sinus sinuses paranasal nasopharynx oropharynx hypopharynx pharynx pharyngeal larynx laryngeal glottis glottic supraglottis supraglottic subglottis epiglottis arytenoid arytenoids
cricoid cricopharyngeus thyroid parathyroid hyoid cartilage constrictor constrictors constrict constr pharynxconst naso oro pcm scm ipc spc mpc
neck nuchal esophagus oesophagus esophageal oesoph esoph eso stomach gastric fundus pylorus antrum duodenum duodenal jejunum ileum ileal cecum caecum appendix
colon sigmoid rectosigmoid rectum rectal anorectum anus anal analcanal sphincter bowel bowels bowelbag bowelspace bowelloops intestine intestines smallbowel largebowel
loop loops smbowel lgbowel bag peritoneum peritoneal mesentery mesorectum mesorectal omentum liver hepatis gallbladder biliary bile duct ducts ductus spleen pancreas pancreatic
kidney kidneys renal pelvisrenal adrenal adrenals ureter ureters urethra urethral bladder vesical trigone
prostate prostatic prost seminal vesicle vesicles vesicule semvesicles seminalves seminalvesicle seminalvesicles ves penis penile bulb penilebulb testis testes testicle testicles scrotum
uterus uterine cervix cervical vagina vaginal vulva vulvar ovary ovaries ovarian adnexa parametrium parametria parametrial fallopian endometrium uterocervix introitus perineum perineal genitals genitalia
breast breasts nipple nipples mammary areola implant axilla axillary pectoralis pec
femur femurs femora femoral femurhead femheadneck femhead fem hip hips acetabulum acetabular trochanter ischium ischial ilium iliac pubis pubic symphysis sacrum sacral coccyx
pelvis pelvic pelvicbones pelv abdomen abdominal abdo groin inguinal buttock buttocks gluteal knee knees tibia tibial fibula fibular ankle calf leg legs toe toes 
humerus humeral humerushead shoulder shoulders arm arms forearm elbow radius ulna wrist finger fingers thumb
bone bones bony boneblock skeleton marrow joint joints growthplate plate spine spinal spinalcord spinalcanal cord canal cordprv cauda equina caudaequina vertebra vertebrae vertebral vertbody
vb vbs lumbar lumb lumbosacral plexus brachial brachialplex brachialplexus brachialplexs lumbosacralplex sacralplex
muscle muscles musc sternocleidomastoid trapezius psoas skin subcutaneous subcut fat fatty tissue tissues soft softtissue lymph lymphatic lymphatics
node nodes nodal node lymphnode lymphnodes ln lns lnn imn imns scv scf supraclav supraclavicular infraclav infraclavicular retropharyngeal retrostyloid retroperitoneal
paraaortic paraortic presacral obturator perirectal subcarinal paratracheal mammaria internal cn nrvs ax sclav iclav pelvics ilmn
wall rind lumen sheath capsule apex base surface ring rings
body torso trunk head extremity extremities limb limbs flank dorsum chest
tumor tumors tumour tumours lesion lesions met mets metastasis metastases mass nodule nodules recurrence resection cavum surgical bed lumpectomy seroma edema oedema scar scars cyst necrosis
air airway airways fluid gas stool feces ascites effusion ostomy stoma stomabag
`;
