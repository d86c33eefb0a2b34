/** What are invented people, places and machines called, in the letters of each Specific Character Set? Lists; nobody in them exists. */
import type { SpecificCharacterSet } from './character-sets.js';

export interface NamePool {
  /** Latin letters, as the first component group of PN. */
  readonly family: readonly string[];
  readonly given: readonly string[];
  /** The same people in their own letters, by place; absent where the first group has them already. */
  readonly ideographic?: { readonly family: readonly string[]; readonly given: readonly string[] };
  readonly phonetic?: { readonly family: readonly string[]; readonly given: readonly string[] };
}

const latin: NamePool = {
  family: ['Gröschelmöller', 'Okafor', "O'Donnell", 'García-Löpez', 'Østergaard', 'van der Velden', 'Müller', 'Béranger', 'Quillfeather', 'Nuñez'],
  given: ['Jürgen', 'Adaeze', 'Siobhán', 'María', 'Åse', 'Pieter', 'Zoë', 'Hélène', 'Thessaly', 'Íñigo'],
}; // biome-ignore format: a list is easier to read dense

export const namePools: { readonly [set in SpecificCharacterSet]: NamePool } = {
  'ISO_IR 100': latin,
  'ISO_IR 192': {
    family: ['Żółciński', 'Παπαδόπουλος', 'Čermáková', 'Őszi', 'Yıldırım', 'Nguyễn', 'Ștefănescu', 'Kowalczyk', 'Þórsdóttir', 'Al-Harbi'],
    given: ['Ewelina', 'Ελένη', 'Jiřina', 'Ágota', 'Çağla', 'Thảo', 'Mălina', 'Bożena', 'Sigríður', 'Khalid'],
  },
  'ISO 2022 IR 6\\ISO 2022 IR 87': {
    family: ['Yamada', 'Tsukikage', 'Hoshikabe', 'Kobayashi', 'Mori'],
    given: ['Tarou', 'Renjirou', 'Midorine', 'Hanako', 'Ken'],
    ideographic: { family: ['山田', '月影', '星壁', '小林', '森'], given: ['太郎', '蓮次郎', '緑音', '花子', '健'] },
    phonetic: {
      family: ['やまだ', 'つきかげ', 'ほしかべ', 'こばやし', 'もり'],
      given: ['たろう', 'れんじろう', 'みどりね', 'はなこ', 'けん'],
    },
  },
  'ISO 2022 IR 6\\ISO 2022 IR 149': {
    family: ['Namgoong', 'Hwangbo', 'Kim', 'Seonwoo', 'Choe'],
    given: ['Saebyeok', 'Haneul', 'Boram', 'Gaeul', 'Miso'],
    ideographic: { family: ['南宮', '皇甫', '金', '鮮于', '崔'], given: ['曉', '天', '寶藍', '佳乙', '美笑'] },
    phonetic: { family: ['남궁', '황보', '김', '선우', '최'], given: ['새벽', '하늘', '보람', '가을', '미소'] },
  },
  'ISO_IR 144': {
    family: ['Звёздочкин', 'Лебединская', 'Кузнецова', 'Тихомиров', 'Жуковский'],
    given: ['Прохор', 'Ульяна', 'Мария', 'Елисей', 'Юрий'],
  },
  GB18030: {
    family: ['Ouyang', 'Sima', 'Zhuge', 'Huangfu', 'Liang'],
    given: ['Lingxiao', 'Xiaoyu', 'Mingde', 'Ruolan', 'Zhenhai'],
    ideographic: { family: ['欧阳', '司马', '诸葛', '皇甫', '梁'], given: ['灵霄', '晓雨', '明德', '若兰', '镇海'] },
  },
};

/** Staff, whose names are in Latin letters everywhere. */
export const staffNames = [
  'Drummelwick^Hesper^^Dr', 'Fenwyck^Tobias', 'Wrenlow^Imogen', 'Okonvale^Barnaby^^Dr', 'Rasmuthin^Leocadia', 'Pemberlow^Auriel',
  'Ottershaw^Linnea', 'Thackerby^Rowan', 'Vossenkuhl^Mette', 'Adeyinka^Folami^^Prof', 'Brankovic^Ilja', 'Castelnuovo^Ornella',
]; // biome-ignore format: a list is easier to read dense

export const towns = ['Brackenmoor', 'Tallowford', 'Grünhagen', 'Wexcombe', 'Lindenrode', 'Pellworth', 'Skarhaven', 'Montclaire'];
export const hospitalWords = ['Royal Infirmary', 'General Hospital', 'Klinikum', 'Cancer Centre', 'University Hospital'];
export const streets = ['Foxglove Rise', 'Hollin Mews', 'Kestrelgasse', 'Larkspur Road', 'Tanner Wynd'];
export const wings = ['Linnet Wing', 'Marigold Pavilion', 'Haus Seerose', 'Corncrake Ward'];
