/** Words of radiotherapy in Italian. */
export const italian = `
cuore atrio atri ventricolo ventricoli aorta arteria arterie vena vene vaso vasi coronaria coronarie pericardio
polmone polmoni bronco bronchi trachea pleura diaframma torace mediastino costola costole coste sterno clavicola scapola parete
cervello cervelletto encefalo tronco encefalico troncoencefalico ippocampo ippocampi ipofisi cranio cuoio capelluto meningi lobo lobi
occhio occhi cristallino cristallini nervo nervi ottico ottici chiasma retina cornea lacrimale lacrimali orbita orbite orecchio orecchie interno medio coclea coclee
naso fosse nasali seni mascellare mascella mandibola articolazione bocca cavità orale cavo lingua labbro labbra dente denti palato tonsilla tonsille guancia
ghiandola ghiandole parotide parotidi salivare salivari sottomandibolare sottomandibolari sottomascellare faringe laringe tiroide collo nuca corde vocali
esofago stomaco duodeno intestino intestini tenue colon sigma retto ano canale anale sfintere peritoneo sacco pancreas fegato colecisti cistifellea milza
rene reni surrene surreni uretere ureteri uretra vescica prostata vescicola vescicole seminale seminali vescichette pene bulbo testicolo testicoli
utero cervice vagina ovaio ovaie vulva perineo inguine pelvi bacino anca anche teste femore femori femorale femorali ginocchio gamba gambe braccio spalla piede 
sacro coccige vertebra vertebre colonna rachide midollo spinale canale midollare cauda plesso brachiale
osso ossa osseo muscolo muscoli pelle cute grasso tessuto tessuti molli corpo contorno esterno mammella mammelle capezzolo ascella ascellare
linfonodo linfonodi linfonodale linfonodali catena sovraclaveare sottoclaveare iliaci iliaco inguinali mammaria
tumore tumorale letto operatorio metastasi recidiva cicatrice lesione lesioni edema
sinistro sinistra sinistri sin sx sn destro destra destri dx bilaterale anteriore posteriore laterale superiore inferiore medio media entrambi
piano piani fascio fasci campo campi arco archi dose dosi frazione frazioni seduta sedute sovradosaggio volume bersaglio margine anello evitare aiuto ottimizzazione struttura strutture
tac tc rm rmn risonanza pet contrasto senza con mdc fetta lettino tavolo maschera cuneo materasso marcatore repere reperi clip protesi metallo acqua aria
respiro respirazione inspirazione espirazione libero supino prono totale somma copia nuovo nuova vecchio completo completa parziale
trattamento paziente radioterapia brachiterapia isocentro riferimento
`;

/** Words of any text; see `englishPlain`. */
export const italianPlain = `
basso alto mano cava seno
e o di del della dello dei degli delle il lo la i gli le un una uno in al alla a da dal per con senza su sotto tra fra è sono non no sì più meno molto tutto tutta tutti
primo secondo terzo due tre quattro cinque sei sette otto nove dieci giorno giorni settimana mese anno anni lunedì martedì mercoledì giovedì venerdì sabato domenica
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre rosso blu verde giallo medico fisico tecnico approvato
`;
