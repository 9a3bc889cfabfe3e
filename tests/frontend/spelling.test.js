// Which names are meant by what somebody types, and which are not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fit, plain } from "../../kg/web/frontend/explore/spelling.js";
import { overview } from "./overview.js";

// Each name with what people type for it: as it is, then in the romanisations of McCune and Reischauer, of the South
// (Revised), of the North, and as newspapers have it.
const FITTING = {
  "Kim Jong Un": ["kim jong un", "KIM JONG UN", "Kim Jong-un", "Kim Chŏng-ŭn", "Gim Jeong-eun", "Kim Jeong Eun", "Kim Chong Un", "Kim Jung-un", "kimjongun", "jong un", "jongun", "un"],
  "Kim Jong Il": ["Kim Chŏng-il", "Gim Jeong-il", "Kim Chong-il", "Kim Jung-il"],
  "Kim Il Sung": ["Kim Il-sŏng", "Gim Il-seong", "Kim Il-song", "kim il‑sung"],
  "Kim Ju Ae": ["Kim Chu-ae", "Gim Ju-ae", "Kim Joo-ae", "joo"],
  "Ri Sol-ju": ["Ri Sol Ju", "Ri Sŏl-chu", "Yi Sŏl-chu", "I Seol-ju", "Lee Seol-ju", "Li Sol-ju", "Rhee Sol-joo", "lee", "yi"],
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
  "김정은": ["ㄱ", "기", "김", "김ㅈ", "김저", "김정", "김정ㅇ", "김정으", "김정은", "김 정은", "정은"],
  "리설주": ["ㄹ", "리", "릿", "리서", "리설", "리설ㅈ", "리설주"],
  "리일환": ["리일호", "리일화"],
  "최선희": ["초", "최", "최서", "최선흐"],
  "조선로동당": ["로동당"],
  "Единая Россия": ["единая", "ЕДИНАЯ", "россия", "Един"],
  "Đảng Cộng sản Việt Nam": ["Đảng", "Dang Cong san", "viet nam", "Việt"],
  "中国共产党": ["中国", "共产党"],
  "Workers' Party of Korea": ["workers party", "Workers’ Party", "party of korea"],
  "20×10 policy": ["20x10", "20×10"],
  "Politburo of the WPK": ["politb", "wpk"],
};

// Names that must not be offered, however alike some letters are.
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
  "김일": ["김정일", "김주애"],
  "최": ["초", "리설주"],
  "россия": ["United Russia", "Russia"],
};

for (const [name, typed] of Object.entries(FITTING)) {
  for (const one of typed) test(`"${one}" finds ${name}`, () => assert.notEqual(fit(name, one), null));
}

for (const [typed, names] of Object.entries(OTHERS)) {
  for (const name of names) test(`"${typed}" does not find ${name}`, () => assert.equal(fit(name, typed), null));
}

// The names of the project's things that fit, the best first.
function found(typed) {
  const names = overview.nodes.flatMap((node) => [node.label, ...(node.names ?? [])]);
  const fits = names.map((name) => ({ name, rank: fit(name, typed) })).filter(({ rank }) => rank !== null);
  return fits.sort((one, other) => one.rank - other.rank).map(({ name }) => name);
}

for (const { label } of overview.nodes) {
  test(`the whole name of ${label} finds it first`, () => assert.equal(found(label)[0], label));
}

for (const typed of ["", " ", "-", "’", "…"]) {
  test(`"${typed}" finds nothing`, () => assert.deepEqual(found(typed), []));
}

test("what begins a name comes before what begins a word of one, and that before what sounds so", () => {
  assert.ok(fit("Kim Il Sung", "kim") < fit("Re-election of Kim", "kim"));
  assert.ok(fit("Re-election of Kim", "kim") < fit("Gim Jeong-eun", "kim"));
});

test("what sounds so comes before what has the letters inside a word", () => {
  assert.ok(fit("Ri Sol-ju", "li") < fit("Politburo", "li"));
});

test("signs, spaces and capitals make no difference", () => {
  assert.equal(plain("  Ch’oe  SŎN-Hŭi. "), "choe son hui");
});
