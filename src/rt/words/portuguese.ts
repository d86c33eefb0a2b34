/** Words of radiotherapy in Portuguese. */
export const portuguese = `
coração aurícula átrio ventrículo ventrículos aorta artéria artérias veia veias vaso vasos coronária coronárias pericárdio
pulmão pulmões brônquio brônquios traqueia pleura diafragma tórax mediastino costela costelas esterno clavícula escápula omoplata parede
cérebro cerebelo encéfalo tronco cerebral troncocerebral hipocampo hipocampos hipófise crânio couro cabeludo meninges lobo lobos
olho olhos cristalino cristalinos nervo nervos óptico ópticos ótico óticos quiasma retina córnea lacrimal lacrimais órbita órbitas ouvido ouvidos orelha interno médio cóclea cócleas
nariz fossas nasais seio seios maxilar mandíbula articulação boca cavidade oral língua lábio lábios dente dentes palato amígdala bochecha
glândula glândulas parótida parótidas parótide salivar salivares submandibular submandibulares faringe laringe tireoide tiroide pescoço cabeça nuca cordas vocais
esôfago esófago estômago duodeno intestino intestinos alças cólon sigmoide reto recto ânus canal anal esfíncter peritônio saco pâncreas fígado vesícula biliar baço
rim rins suprarrenal adrenal ureter ureteres uretra bexiga próstata seminal seminais vesículas pênis pénis bulbo testículo testículos
útero colo vagina ovário ovários vulva períneo virilha pelve bacia anca quadril cabeças femoral femorais fêmur fémur fêmures joelho perna pernas braço ombro pé mão
sacro cóccix vértebra vértebras coluna medula espinhal espinal canal medular cauda plexo braquial
osso ossos ósseo músculo músculos pele gordura tecido tecidos corpo contorno externo mama mamas mamilo axila axilar
linfonodo linfonodos gânglio gânglios cadeia cadeias supraclavicular infraclavicular ilíaca ilíacos inguinal inguinais mamária
tumor tumoral leito cirúrgico metástase metástases recidiva cicatriz lesão lesões edema
esquerdo esquerda esq direito direita dir drt bilateral anterior posterior lateral superior inferior médio média ambos
plano planos feixe feixes campo campos arco arcos dose doses fração frações fracção sessão sessões reforço volume alvo margem anel evitar ajuda otimização estrutura
tac tc rm ressonância pet contraste sem com corte cortes mesa máscara cunha colchão marcador marcadores clipes prótese marcapasso metal água ar
respiração inspiração expiração livre supino prono total soma cópia novo nova velho completo completa parcial
tratamento paciente radioterapia braquiterapia isocentro referência
`;

/** Words of any text; see `englishPlain`. */
export const portuguesePlain = `
delgado alto baixo grosso pino cava
e ou de do da dos das o a os as um uma em no na nos nas ao por para com sem sobre sob entre é são não sim mais menos muito todo toda todos
primeiro segundo terceiro dois duas três quatro cinco seis sete oito nove dez dia dias semana mês ano anos segunda terça quarta quinta sexta sábado domingo
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro vermelho azul verde amarelo branco preto médico físico técnico aprovado
`;
