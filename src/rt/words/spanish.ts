/** Words of radiotherapy in Spanish. */
export const spanish = `
corazón aurícula ventrículo ventrículos aorta arteria arterias vena venas vaso vasos coronaria coronarias pericardio
pulmón pulmones bronquio bronquios tráquea pleura diafragma tórax mediastino costilla costillas esternón clavícula escápula pared
cerebro cerebelo encéfalo tronco troncoencéfalo tronoencefálico hipocampo hipocampos hipófisis cráneo cuero cabelludo meninges lóbulo lóbulos
ojo ojos cristalino cristalinos nervio nervios óptico ópticos quiasma retina córnea lagrimal lagrimales órbita órbitas oído oídos interno medio cóclea cócleas
nariz fosas nasales seno senos maxilar mandíbula articulación boca cavidad oral lengua labio labios diente dientes paladar amígdala mejilla
glándula glándulas parótida parótidas salival salivales submaxilar submaxilares submandibular submandibulares faringe laringe tiroides cuello cabeza nuca cuerdas vocales
esófago estómago duodeno intestino intestinos grueso colon sigma recto ano canal anal esfínter peritoneo bolsa páncreas hígado vesícula biliar bazo
riñón riñones suprarrenal suprarrenales uréter uréteres uretra vejiga próstata seminales pene bulbo testículo testículos
útero cérvix vagina ovario ovarios vulva periné ingle pelvis cadera caderas cabezas femoral femorales fémur fémures rodilla pierna piernas brazo hombro pie 
sacro cóccix vértebra vértebras columna médula espinal canal medular cauda plexo braquial
hueso huesos óseo músculo músculos piel grasa tejido tejidos cuerpo contorno externo mama mamas pezón axila axilar
ganglio ganglios ganglionar cadena cadenas supraclavicular infraclavicular iliaca iliacas inguinal inguinales mamaria
tumor tumoral lecho quirúrgico metástasis recidiva cicatriz lesión lesiones edema
izquierdo izquierda izq izqdo izqda izda izdo derecho derecha der dcho dcha bilateral anterior posterior lateral superior inferior medio media ambos
plan planes haz haces campo campos arco arcos dosis fracción fracciones sesión sesiones sobreimpresión volumen blanco margen anillo evitar ayuda optimización estructura
tac tc rm resonancia pet contraste sin con corte cortes mesa máscara cuña colchón marcador marcadores clips prótesis marcapasos metal agua aire
respiración inspiración espiración libre supino prono total suma copia nuevo nueva viejo completo completa parcial
tratamiento paciente radioterapia braquiterapia isocentro referencia
`;

/** Words of any text; see `englishPlain`. */
export const spanishPlain = `
delgado alto bajo mano pino cava
y e o u de del la el los las un una en al a por para con sin sobre bajo entre es son no sí más menos muy todo toda todos
primero segundo tercero dos tres cuatro cinco seis siete ocho nueve diez día días semana mes año años lunes martes miércoles jueves viernes sábado domingo
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre rojo azul verde amarillo médico físico técnico aprobado
`;
