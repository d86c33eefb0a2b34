/** Words of radiotherapy in Dutch. */
export const dutch = `
hart boezem kamer aorta slagader ader aders bloedvat bloedvaten vaten kransslagader hartzakje
long longen bronchus bronchiën luchtpijp middenrif borstkas thoraxwand mediastinum rib ribben borstbeen sleutelbeen schouderblad wand
hersenen hersens hersenstam kleine hippocampus hypofyse schedel schedelbasis hoofdhuid hersenvlies kwab
oog ogen lens lenzen ooglens oogzenuw oogzenuwen nervus opticus chiasma netvlies hoornvlies traanklier traanklieren oogkas oor oren binnenoor middenoor slakkenhuis
neus neusholte bijholte kaak onderkaak bovenkaak kaakgewricht mond mondholte mondbodem tong lip lippen tand tanden gehemelte amandel wang
speekselklier speekselklieren oorspeekselklier klier klieren parotis submandibularis keelholte keel strottenhoofd schildklier stembanden hals nek hoofd
slokdarm oesofagus maag twaalfvingerige dunne dikke darm darmen dunnedarm dikkedarm endeldarm rectum anus anaal kringspier buik buikholte buikvlies darmzak alvleesklier pancreas lever galblaas milt
nier nieren bijnier bijnieren urineleider plasbuis urethra blaas prostaat zaadblaas zaadblazen zaadblaasjes vesiculae penis bulbus testis zaadbal
baarmoeder baarmoederhals vagina schede eierstok eierstokken bilnaad lies liezen bekken heup heupen heupkop heupkoppen femurkop femurkoppen dijbeen bovenbeen knie been benen arm armen schouder voet 
heiligbeen stuitje wervel wervels wervelkolom wervellichaam ruggenmerg ruggemerg wervelkanaal myelum cauda zenuw zenuwen plexus
bot botten beenmerg spier spieren huid vet weefsel lichaam contour buitencontour borst borsten mamma tepel oksel okselklieren
lymfeklier lymfeklieren lymfe okselklier liesklier supraclaviculair infraclaviculair parasternaal
tumor tumorbed metastase metastasen recidief litteken laesie laesies oedeem holte seroom
links rechts linker rechter li re beiderzijds bdz boven onder voor achter midden binnen buiten bovenste onderste heel deel half 
plan plannen bestraling bestralingsplan doelgebied doelvolume veld velden bundel bundels boog bogen dosis fractie fracties zitting marge rand schil hulp hulpstructuur hulpcontour vermijd sparen optimalisatie
opname scan contrast zonder met serie tafel masker kussen matras steun plaat marker goudmarker clips prothese metaal lucht water
ademhaling inademing uitademing vrije rugligging buikligging totaal som kopie volledig
behandeling patient radiotherapie brachytherapie isocentrum referentie
`;

/** Words of any text; see `englishPlain`. */
export const dutchPlain = `
hand klein groot grote oud oude nieuw nieuwe
en of van de het een in op aan bij tot naar voor over onder tussen met zonder is zijn was niet geen wel meer minder zeer alle alles
eerste tweede derde twee drie vier vijf zes zeven acht negen tien dag dagen week weken maand jaar maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
januari februari maart april mei juni juli augustus oktober rood blauw groen geel arts fysicus laborant goedgekeurd
`;
