/** Words of planning, treatment, imaging and devices in English, as they stand in names of structures, plans, beams and set-ups. */
export const englishPlanning = `
ptv ctv gtv itv igtv ictv mtv btv htv gtvp gtvn ctvp ctvn ptvp ptvn ptvs ctvs gtvs itvs prv prvs oar oars roi rois poi pois iso target targets volume volumes vol
primary secondary tertiary boost elective involved highrisk lowrisk risk high low mid intermediate hd ld sib
left right lt rt bilat bilateral bilaterally ipsi ipsilateral contra contralateral contralat ant anterior post posterior lat lateral med medial sup superior inf inferior
cranio caudal caudad cephalad dorsal ventral prox proximal dist distal upper lower middle inner outer central peripheral deep superficial midline
l r a p s i li ri rul rml rll lul lll lml
opt opti optimization optimisation optimize optimized helper dummy dummies help avoid avoidance avoidant spare sparing spared avd hotspot coldspot hot cold spot control ctrl
max min mean median dmax dose doses isodose isodoses iso isoc isocenter isocentre isocenters fill conv
crop cropped eval evaluation expand expanded expansion exp margin margins mm cm sub minus plus union combined comb merged overlap overlapping overlaps
shell shells rings ring normal nt ntissue eff total sum sums combo part partial partly whole complete full half split
contour contours contoured structure structures struct set sets ref reference origin zero point points line lines slice slices plane planes level levels surface mesh
plan plans planned planning replan replanned replanning course phase ph fraction fractions fx fxs frac fr session sessions daily weekly adaptive adapted adapt offline online
final finalized initial approved unapproved reviewed rejected draft revised revision rev version copy backup test tests qa verification verify check checks trial standard
backupplan composite compare comparison alternative option original edited modified auto automatic manual smart ai atlas
cw ccw arc arcs field fields fld beam beams segment segments subfield fif fieldinfield tangent tangents tangential tgt en face enface oblique obl static dynamic open
ap pa rao lao rpo lpo lla rla rl lr llat rlat apa appa rlo llo rant lant rpost lpost rtlat ltlat setup setups drr drrs kv mv cbct epid portal port portals film
imrt vmat rapidarc smartarc tomo tomotherapy helical tbi tsei tset csi wb wbrt wbi pbi apbi sbrt sabr srs srt fsrt hfsrt imat imprt impt pbs sfud ssrt conformal crt dcrt dca dcat cct stereo stereotactic
slit slits mlc mlcs jaw jaws jawonly gantry collimator coll couch couchkick table leaf leaves wedge wedges edw ew block blocks blocked compensator bolus boluses tray vault mu mus fff flattening filter
photon photons xray electron electrons proton protons carbon ion ions neutron energy mixed
hdr ldr pdr brachy brachytherapy ir iridium needle needles catheter catheters applicator applicators cylinder ovoid ovoids tandem channel channels source sources seed seeds dwell
dibh breathhold breath hold bh freebreathing fb gated gating ungated inhale exhale insp exsp expir inspiration expiration inspiratory mip mips avg aip average minip tmip
3d 4d 4dct 3dct ct cts mr mri mrt pet petct spect us drr cine scan scans scanned simulation simct planningct image images imaging imaged series study flair dwi adc sag axial ax sagittal coronal cor tra trans gd contrast
native noncontrast kontrast fused fusion registration registered reg rigid deformable deformed warped propagated mapped resampled derived dixon mprage ciss fiesta space bold angio tof suv fdg psma choline dotatate fet
external body outline skin couchsurface couchinterior couchouter couchinner couchedge tabletop rail rails baseplate board boards breastboard wingboard bellyboard mask masks headrest pillow cushion frame vacuum vacbag vac bag
kneerest footrest immobilization immobilisation immobilizer thermoplastic bite biteblock fixation shield shields shielding wax
marker markers fiducial fiducials clip clips wire wires tattoo tattoos bb bbs calypso beacon beacons spacer hydrogel spaceoar balloon catheter rectalballoon endorectal
prosthesis prostheses stent graft port pacemaker icd device devices artifact artifacts artefact artefacts metal metals titanium dental filling fillings implant implants hardware screw screws expander expanders pump electrode electrodes
water air tissue bath phantom solid slab slabs chamber ionchamber array film
gy cgy cgray percent pct cc ccm day days week weeks month months year years time date
patient patients pt treatment treat treated treatments therapy radiotherapy radiation oncology supine prone first headfirst hfs hfp ffs ffp decubitus position positions positioning shift shifts tolerance tolerances
machine linac truebeam halcyon trilogy clinac edge ethos synergy versa infinity unity cyberknife tomotherapy gammaknife gamma knife radixact novalis vero
eclipse monaco pinnacle raystation oncentra mosaiq aria mim velocity limbus iplan brainlab philips siemens varian elekta accuray viewray general electric medical systems system software
unknown anonymous anonymized none null default other undefined template sample example misc various
calculation calculated calc prescription prescribed rx norm normalized normalised algorithm aaa axb acuros mc montecarlo superposition convolution pencil grid
comment note report import imported export exported transfer transferred clinical research palliative curative adjuvant neoadjuvant emergency urgent
contrast enhancement enhancing resected preop postop pre post preoperative postoperative chemo
monitor units unit diff evaluate interior exterior
male female adult child pediatric paediatric
`;

/** Words that any text may hold. Somebody who bears one as a name loses it: they say little of a plan. */
export const englishPlain = `
am pm the and or of for with without w wo from to in on at by as is are be was not no yes non see via per than then into over under above below between near next before after
new old all each every any some both same only also more less most least very too use used using done do did does will can must should may
large small big tiny thin thick long short wide narrow near far inside outside in out up down side sided edge top bottom front behind
single double triple multiple multi one two three four five six seven eight nine ten eleven twelve first second third fourth fifth once twice
needs need needed please due late early start started stop stopped end ended beginning break pause again still already
good bad ok okay better best poor correct corrected wrong change changed changes added add removed remove deleted moved increase increased decrease decreased
red blue green yellow orange pink purple cyan magenta black white brown grey gray gold silver color colour
empty room group ward department hospital clinic university institute institution center centre cancer radiology research protocol service
empty true false on off hip rtt rtts physicist physician doctor therapist dosimetrist nurse staff team
case group arm cohort protocol number no nr id name names label file files page
morning evening monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december
hand hands foot feet back heel art gold tang sim foley rod rods palm temple stone bell cross young costa testa
`;
