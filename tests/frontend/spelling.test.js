// Which names match what a reader types, and which do not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { matchRank, normalize } from "../../kg/web/frontend/explore/spelling.js";
import { overview } from "./overview.js";

// Names with what readers type for them: as written, in the romanisations of McCune and Reischauer, of the South
// (Revised) and of the North, and as newspapers spell them.
/** @type {Record<string, string[]>} */
const MATCHING = {
  "Kim Jong Un": [
    "kim jong un",
    "KIM JONG UN",
    "Kim Jong-un",
    "Kim Chŏng-ŭn",
    "Gim Jeong-eun",
    "Kim Jeong Eun",
    "Kim Chong Un",
    "Kim Jung-un",
    "kimjongun",
    "jong un",
    "jongun",
    "un",
  ],
  "Kim Jong Il": ["Kim Chŏng-il", "Gim Jeong-il", "Kim Chong-il", "Kim Jung-il"],
  "Kim Il Sung": ["Kim Il-sŏng", "Gim Il-seong", "Kim Il-song", "kim il‑sung"],
  "Kim Ju Ae": ["Kim Chu-ae", "Gim Ju-ae", "Kim Joo-ae", "joo"],
  "Ri Sol-ju": [
    "Ri Sol Ju",
    "Ri Sŏl-chu",
    "Yi Sŏl-chu",
    "I Seol-ju",
    "Lee Seol-ju",
    "Li Sol-ju",
    "Rhee Sol-joo",
    "lee",
    "yi",
  ],
  "Ri Il-hwan": ["Lee Il-hwan", "Yi Il Hwan", "ri ilhwan"],
  "Ri Myong Chol": ["Ri Myŏng-ch'ŏl", "I Myeong-cheol", "Lee Myung-chul"],
  "Choe Son Hui": ["Ch'oe Sŏn-hŭi", "Ch’oe Sŏnhŭi", "Choe Seon-hui", "Choi Son-hui", "Choi Sun-hee"],
  "Choe Hak Gun": ["Ch'oe Hak-kŭn", "Choi Hak-geun"],
  "Jang Kyong Guk": ["Chang Kyŏng-guk", "Jang Gyeong-guk", "Jang Kyong Kuk"],
  "Ju Un Chol": ["Chu Ŭn-ch'ŏl", "Ju Eun-cheol", "Joo Eun-chul"],
  "Kim Pong Chol": ["Kim Pong-ch'ŏl", "Gim Bong-cheol", "Kim Bong-chul"],
  "Sin Chol Man": ["Sin Ch'ŏl-man", "Shin Cheol-man"],
  "Pak Pong Ju": ["Park Bong-ju", "Bak Bong-ju", "Pak Pong-ju"],
  Pyongyang: ["P'yŏngyang", "Pyeongyang", "Phyongyang", "pyong"],
  Sinpo: ["Sinp'o", "Shinpo"],
  "Chondoist Chongu Party": ["Ch'ŏndoist", "Cheondoist"],
  "Xi Jinping": ["xi", "Xi Jin", "jinping", "Xi Jin-ping"],
  "Dmitry Medvedev": ["medv", "Dmitri Medvedev", "Dmitriy Medvedev"],
  김정은: ["ㄱ", "기", "김", "김ㅈ", "김저", "김정", "김정ㅇ", "김정으", "김정은", "김 정은", "정은"],
  리설주: ["ㄹ", "리", "릿", "리서", "리설", "리설ㅈ", "리설주"],
  리일환: ["리일호", "리일화"],
  최선희: ["초", "최", "최서", "최선흐"],
  조선로동당: ["로동당"],
  "Единая Россия": ["единая", "ЕДИНАЯ", "россия", "Един"],
  "Đảng Cộng sản Việt Nam": ["Đảng", "Dang Cong san", "viet nam", "Việt"],
  中国共产党: ["中国", "共产党"],
  "Workers' Party of Korea": ["workers party", "Workers’ Party", "party of korea"],
  "20×10 policy": ["20x10", "20×10"],
  "Politburo of the WPK": ["politb", "wpk"],
};

// What readers type with names that must not match, however similar some letters are.
/** @type {Record<string, string[]>} */
const OTHERS = {
  xi: ["Kim Jong Un", "Sin Chol Man", "Choe Son Hui"],
  "kim jong il": ["Kim Jong Un", "Kim Il Sung", "Kim Ju Ae"],
  "kim jong un": ["Kim Jong Il", "Kim Il Sung", "Kim Pong Chol"],
  "kim il sung": ["Kim Jong Il", "Kim Jong Un", "Ri Il-hwan"],
  "kim ju ae": ["Kim Jong Un", "Kim Ho Chol"],
  choi: ["Kim Ju Ae", "Kim Ho Chol", "Ju Un Chol"],
  park: ["Propaganda and Agitation Department", "Pyongyang"],
  moon: ["Chinese Communist Party", "Rodong Sinmun"],
  sun: ["Approval of personnel nominations"],
  lee: ["Kim Il Sung", "Election of the Secretariat"],
  hwang: ["Ri Il-hwan", "Choe Chang Hak"],
  putin: ["Presidium of the Politburo", "United Russia"],
  "ri sol": ["Ri Il-hwan", "Ri Myong Chol"],
  김일: ["김정일", "김주애"],
  최: ["초", "리설주"],
  россия: ["United Russia", "Russia"],
};

for (const [name, spellings] of Object.entries(MATCHING)) {
  for (const typed of spellings) test(`"${typed}" finds ${name}`, () => assert.notEqual(matchRank(name, typed), null));
}

for (const [typed, names] of Object.entries(OTHERS)) {
  for (const name of names) test(`"${typed}" does not find ${name}`, () => assert.equal(matchRank(name, typed), null));
}

const NAMES = overview.nodes.flatMap((node) => [node.label, ...(node.names ?? [])]);

/**
 * The rank of a name that must match.
 *
 * @param {string} name
 * @param {string} typed
 */
function rankOf(name, typed) {
  const rank = matchRank(name, typed);
  assert.notEqual(rank, null, `"${typed}" does not find ${name}`);
  return rank ?? Number.NaN;
}

test("the full name of every entity of the project finds it first", () => {
  assert.ok(overview.nodes.length > 100);
  for (const { label } of overview.nodes)
    assert.equal(
      NAMES.find((name) => matchRank(name, label) === 0),
      label,
    );
});

for (const typed of ["", " ", "-", "’", "…"]) {
  test(`"${typed}" finds nothing`, () =>
    assert.deepEqual(
      NAMES.filter((name) => matchRank(name, typed) !== null),
      [],
    ));
}

test("the beginning of a name ranks before the beginning of a word, and that before a similar sound", () => {
  assert.ok(rankOf("Kim Il Sung", "kim") < rankOf("Re-election of Kim", "kim"));
  assert.ok(rankOf("Re-election of Kim", "kim") < rankOf("Gim Jeong-eun", "kim"));
});

test("a similar sound ranks before the same letters inside a word", () => {
  assert.ok(rankOf("Ri Sol-ju", "li") < rankOf("Politburo", "li"));
});

test("signs, spaces and capitals make no difference", () => {
  assert.equal(normalize("  Ch’oe  SŎN-Hŭi. "), "choe son hui");
});
