/** Words of radiotherapy in French. */
export const french = `
coeur oreillette oreillettes ventricule ventricules aorte artère artères veine veines vaisseau vaisseaux cave coronaire coronaires péricarde
poumon poumons bronche bronches trachée plèvre diaphragme thorax médiastin côte côtes sternum clavicule omoplate paroi
cerveau cervelet encéphale hippocampe hippocampes hypophyse tronc cérébral troncérébral crâne cuir chevelu méninges lobe lobes
oeil yeux cristallin cristallins nerf nerfs optique optiques chiasma rétine cornée lacrymale lacrymales orbite orbites oreille oreilles interne internes externe externes moyenne moyennes cochlée cochlées
nez fosse fosses nasale nasales sinus maxillaire maxillaires mâchoire mandibule articulation temporomandibulaire bouche cavité buccale langue lèvre lèvres dent dents palais amygdale amygdales joue joues
glande glandes parotide parotides salivaire salivaires sousmaxillaire sousmaxillaires submandibulaire submandibulaires pharynx larynx thyroïde cordes vocales cou tête nuque
oesophage estomac duodénum intestin intestins grêle grêles côlon sigmoïde rectum anus canal anal sphincter péritoine sac digestif pancréas foie vésicule biliaire rate hile hépatique
rein reins rénal surrénale surrénales uretère uretères urètre vessie prostate séminale séminales vésicules pénis bulbe testicule testicules
utérus col vagin ovaire ovaires vulve périnée aine pelvis bassin hanche hanches tête têtes fémorale fémorales fémur fémurs genou jambe jambes bras épaule pied 
sacrum coccyx vertèbre vertèbres colonne rachis moelle épinière canal médullaire queue cheval plexus brachial
os osseuse osseux muscle muscles peau graisse tissu tissus mou mous corps contour externe sein seins mamelon aisselle axillaire
ganglion ganglions ganglionnaire ganglionnaires aire aires susclaviculaire sousclaviculaire lomboaortique iliaque iliaques inguinal inguinaux mammaire chaîne
tumeur tumeurs tumorale lit opératoire métastase métastases récidive cicatrice lésion lésions oedème
gauche gauches droit droite droits g d dte gche bilatéral antérieur antérieure ant postérieur postérieure latéral latérale supérieur supérieure inférieur inférieure médian milieu interne externe moyen
plan plans faisceau faisceaux champ champs arcthérapie dosimétrie dosimétrique dose doses fraction fractions séance séances surimpression surdosage volume cible marge anneau rétention évitement optimisation aide structure structures
scanner irm tep tdm injecté injection sans avec contraste recalage coupe coupes table masque cale contention matelas plaque bolus repère repères clips prothèse prothèses pacemaker métal eau
respiration bloquée libre inspiration expiration décubitus dorsal ventral procubitus total somme copie nouveau nouvelle ancien prophylactique électif palliatif curatif
traitement patient radiothérapie curiethérapie isocentre référence complet complète partiel partielle entier entière
`;

/** Words of any text; see `englishPlain`. */
export const frenchPlain = `
main haut bas
et ou de du des la le les un une en à au aux sur sous par pour avec sans dans entre est sont pas non oui plus moins très tout tous toute
premier deuxième troisième deux trois quatre cinq six sept huit neuf dix jour jours semaine mois an ans lundi mardi mercredi jeudi vendredi samedi dimanche
janvier février mars avril mai juin juillet août septembre octobre novembre décembre rouge bleu vert jaune médecin physicien manip validé
`;
