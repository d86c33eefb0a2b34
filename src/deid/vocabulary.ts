/**
 * Which words of radiotherapy stay although somebody bears them as a name? A patient called Heart must not take the heart out of a
 * plan. Only whole words count, and only where a part of a name or place is all that speaks against them.
 */

const words = `
heart lens lung lungs brain mandible ptv ctv gtv itv boost arc field left right low high hip hips head neck chest pelvis abdomen spine cord canal
eye eyes orbit orbits optic nerve nerves chiasm cochlea parotid parotids submand submandibular gland glands thyroid larynx pharynx trachea
esophagus oesophagus stomach bowel colon sigmoid rectum anus bladder prostate seminal vesicle vesicles penile bulb uterus cervix vagina ovary ovaries
liver kidney kidneys spleen pancreas duodenum gallbladder aorta artery arteries vein vessel vessels ventricle atrium coronary bronchus breast breasts
nipple femur femurs femoral humerus sternum rib ribs clavicle scapula sacrum bone bones marrow skin body external couch table bolus bath air water
tissue fat muscle muscles tongue lip lips oral cavity teeth tooth tonsil palate maxilla sinus sinuses nasal nose ear ears scalp skull temporal frontal
parietal occipital lobe lobes brainstem stem hippocampus pituitary hypothalamus pineal cerebellum cerebrum meninges dura scar bed node nodes nodal
lymph lymphatic axilla axillary supraclav supraclavicular inguinal iliac presacral mediastinum hilum pleura diaphragm peritoneum mesentery
tumor tumour target targets volume volumes margin ring shell avoid avoidance opti optimization dose doses max min mean median total primary
secondary tertiary initial final phase plan plans planning replan adaptive course fraction fractions session sessions daily weekly
treatment treat patient patients setup isocenter isocentre iso marker markers fiducial fiducials clip clips seed seeds implant prosthesis
needle needles catheter catheters applicator cylinder ovoid ovoids tandem ring vault tray block blocks wedge wedges bolus shield mask frame vacuum
beam beams gantry collimator couch jaw jaws leaf leaves mlc static dynamic conformal vmat imrt sbrt srs srt sib tbi tset dibh
photon photons electron electrons proton protons carbon ion ions energy hdr ldr pdr brachy oblique anterior posterior lateral medial superior
inferior ant post lat med sup inf prox dist proximal distal upper lower middle mid inner outer ipsi ipsilateral contra contralateral bilateral
rao lao rpo lpo apa pa drr cbct kv mv mri pet spect ct mr us scan image images series study protocol axial sagittal coronal contrast native
phantom test sample dummy unknown anonymous anonymized none null default other undefined template machine linac truebeam halcyon trilogy clinac
synergy versa infinity unity cyberknife tomotherapy tomo gamma knife eclipse monaco pinnacle raystation oncentra mosaiq aria mim velocity limbus
varian elekta siemens philips accuray brainlab viewray general electric medical systems system software version hospital clinic university institute institution center centre cancer oncology radiation radiology radiotherapy department service unit ward room
group research central main north south east west
contour contours structure structures roi rois poi surface mesh slice slices points point line lines ref reference origin center
male female adult child whole partial complete full half empty new old all and the for with without from not yes non see per via
sum diff copy final approved reviewed draft rejected unapproved original edited auto manual smart expanded cropped
gy cgy monitor units percent days day week weeks month months year years time date
red blue yellow orange pink purple cyan magenta color
one two three four five six seven eight nine ten first second third
art stent graft port pump pacemaker device devices artifact artefact metal gold titanium dental filling fillings
hippo glnd glands bowelbag bag loop loops large small great vessel wall rind expand evaluate eval opt crop
film chamber water solid verification calculation prescription comment note report imaging registration fusion transfer export import backup
brust mamma kopf hals herz lunge lungen leber niere nieren hirn gehirn stamm hirnstamm prostata becken blase darm enddarm rektum magen milz haut
knochen auge augen linse sehnerv ohr parotis kehlkopf speiseroehre speiserohre rueckenmark rückenmark ruckenmark myelon links rechts li re oben unten
vorne hinten ganz teil bestrahlung zielvolumen feld felder serie aufnahme kontrolle lagerung maske planung boden wand huefte hüfte hufte wirbel rippe
coeur cœur poumon poumons foie rein reins cerveau vessie sein seins oeil yeux peau os gauche droit droite haut bas champ tete cou moelle
corazon pulmon pulmones higado rinon rinones cerebro vejiga mama ojo piel hueso izquierdo izquierda derecho derecha cabeza cuello medula campo
cuore polmone polmoni fegato rene reni cervello vescica mammella occhio pelle osso sinistro sinistra destro destra testa collo midollo
hart longen hersenen nier nieren borst hoofd rechter linker
`;

const placeWords = `
hospital hospitals clinic clinics klinik klinikum kliniken krankenhaus hopital ospedale university universite universitat universitatsklinikum
universitaetsklinikum universitatsklinik institute institut institution centre center cancer oncology onkologie oncologie radiation radiology
radiologie radiotherapy radiotherapie radioterapia radiooncology strahlentherapie department dept service unit ward floor building street road
avenue city town county state national regional royal saint health healthcare foundation trust group research medicine medicina school college
north south east west northern southern eastern western central park hill street strasse straat rue via
`;

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((word) => word !== ''));
const vocabulary = setOf(words);
const places = setOf(placeWords);

/** @param word folded: lower case, without accents */
export function isProtectedWord(word: string): boolean {
  return vocabulary.has(word);
}

/** Words in names of institutions and in addresses that name none. */
export function isPlaceWord(word: string): boolean {
  return places.has(word) || vocabulary.has(word);
}

/** Words within names that name nobody: they fall only together with a name beside them. */
export const particles: ReadonlySet<string> = new Set(
  'van von der den del della dei des dos das di da de du la le les el al bin ibn abu ben ter ten zu zum zur st san santa mac mc af av y e i jr sr ii iii iv dr prof mr mrs ms miss md phd frau herr hr fr mme mlle dott dra sra sir rev med dipl ing mag'.split(
    ' ',
  ),
);
