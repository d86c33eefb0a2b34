/** Words of radiotherapy in German; spellings with ae, oe, ue are made by whoever reads them. */
export const german = `
herz vorhof kammer herzkranzgefäß herzklappe aorta hauptschlagader arterie arterien vene venen gefäß gefäße hohlvene
lunge lungen bronchus bronchien luftröhre trachea zwerchfell brustwand brustkorb thorax rippe rippen brustbein schlüsselbein schulterblatt mediastinum rippenfell
gehirn hirn grosshirn großhirn kleinhirn hirnstamm stammhirn hippokampus hypophyse hirnhaut schädel schädelbasis kopfhaut stirn schläfe hinterkopf schläfenlappen frontallappen ventrikel
auge augen linse linsen sehnerv sehnerven chiasma sehbahn netzhaut hornhaut augapfel tränendrüse tränendrüsen ohr ohren innenohr mittelohr cochlea hörschnecke gehörgang
nase nasenhöhle nebenhöhle nebenhöhlen kieferhöhle kiefer oberkiefer unterkiefer kiefergelenk mund mundhöhle mundboden zunge zungengrund lippe lippen zahn zähne gaumen mandel mandeln wange
speicheldrüse speicheldrüsen ohrspeicheldrüse ohrspeicheldrüsen unterkieferspeicheldrüse parotis glandula drüse drüsen rachen schlund kehlkopf stimmlippe stimmband schilddrüse hals nacken kopf
speiseröhre oesophagus ösophagus magen zwölffingerdarm darm dünndarm dickdarm enddarm mastdarm rektum sigma schliessmuskel schließmuskel analkanal bauch bauchraum bauchfell darmsack bauchspeicheldrüse pankreas
leber leberpforte gallenblase galle milz niere nieren nebenniere nebennieren harnleiter harnröhre blase harnblase prostata samenblase samenblasen vorsteherdrüse penis peniswurzel hoden
gebärmutter gebärmutterhals scheide eierstock eierstöcke leiste leisten becken beckenknochen hüfte hüften hüftkopf hüftköpfe hüftgelenk femurkopf femurköpfe oberschenkel unterschenkel knie bein beine arm arme oberarm schulter 
steiss steißbein kreuzbein darmbein schambein sitzbein wirbel wirbelkörper wirbelsäule hws bws lws bwk hwk lwk wk wirbelkanal rückenmark rückenmarkskanal spinalkanal myelon kauda nerv nerven plexus armplexus
knochen knochenmark muskel muskeln haut fett fettgewebe gewebe weichteil weichteile körper kontur aussenkontur außenkontur körperkontur umriss
brust brüste mamma mammae brustdrüse brustwarze achsel achselhöhle axilla
lymphknoten lymphabfluss lymphabflussweg lymphabflusswege lk lks lag supraklavikulär infraklavikulär paraaortal iliakal inguinal parasternal präsakral
tumor tumorbett metastase metastasen herd rezidiv narbe ödem hämatom serom resektionshöhle höhle
links rechts li re lks rts beidseits bds oben unten vorne hinten mitte mittel innen aussen außen ober unter vorder hinter seitlich medial lateral ventral dorsal kranial kaudal ganz teil halb 
bestrahlung bestrahlungsplan strahlentherapie plan pläne planung planungs zielvolumen zielgebiet zielvolumina risikoorgan risikoorgane feld felder einstrahlung stehfeld gegenfeld gegenfelder tangente tangenten zange keilfilter
serie aufnahme kontrolle kontrollaufnahme kontrastmittel km nativ lagerung lagerungshilfe maske tisch tischplatte liege kissen boden wand ring saum sicherheitssaum aufsättigung
fraktion fraktionen sitzung dosis dosen gesamt gesamtdosis optimierung hilfsstruktur hilfskontur hilfs hilfe schonung aussparung überlapp schnittmenge ohne mit minus plus kopie summe summenplan
einatmung ausatmung atem atemanhalt atemgetriggert freie atmung bauchlage rückenlage marker goldmarker clip clips drainage metall zahnfüllung füllung füllungen luft wasser bolus moulage
rückseite vorderseite bereich region höhe grenze unterfeld isozentrum referenz referenzpunkt punkt verschiebung mittellinie
`;

/** Words of any text; see `englishPlain`. */
export const germanPlain = `
hand klein gross groß neu alt stamm damm fuss fuß rand keil bogen rest after
und oder mit ohne von vom für im in am an auf aus bei bis nach vor über unter zwischen zum zur der die das den dem des ein eine einen einem einer
ist sind war wird werden nicht nur auch noch wie als kein keine sehr mehr weniger erste zweite dritte eins zwei drei vier fünf sechs sieben acht neun zehn
montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember tag woche monat jahr rot blau grün gelb
arzt ärztin physiker mtra mtr freigegeben geprüft gelöscht geändert bitte
`;
