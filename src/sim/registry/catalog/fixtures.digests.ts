/** Written by test/oracle/images/generate-catalog.ts. */
import type { DigestTable } from './catalog.ts';

/** Digests of the layers of the `fixtures` catalog. */
export const fixtureDigests: DigestTable = {
  base: [
    '9a0e7fa00d546437068a376602f9b4894c3334490e77cf71e4a55bef038f43ad',
    2128384,
    'a423edc3aa045aa450c157e724639063dd7efd1d4b38a7ba289aad54eb291f01',
    752791,
  ],
  bash: [
    '9d87776d1f1bb3e46eb62bfbed44321797821d2505dfee1330b387fd022b3cfd',
    2342912,
    'aa460fd33e91423b4fe5f162b53d082291ad1f1370d30b02567fc98dbb4ffc71',
    889086,
  ],
  release: [
    '71b5cffc4877fe5226aedb9d55dafcd47404725b4baf60f56c2963ac9716e09e',
    4096,
    '5d5c868f9f7c585b0e2748440ac58e28d73c2cd53ec39ea68f78c4066a1da2f6',
    230,
  ],
  workdir: [
    '93fd42b49e8cbac3192ec43ff53f1a9f28398c043b2408886ee0ea6fed8a37a4',
    2560,
    '9e54ea9bd0406cfa8e20a3c21d10985f7123660c8a3e5ff94d5b08cc6c0c2c3b',
    133,
  ],
  webapps: [
    '44636feaebaf31a9c7cc8cacf6a9baf4d880aff3446f7d166cb90e2c9af8b1fd',
    5120,
    '3770f14e6ec9e6528ed16d94e8e46d51d85ba360aae654798643e996d7555368',
    258,
  ],
  catalina: [
    '8d985d6cd4bcc776e6d053ac9b062ef81204aae05e299aa0f36f07ad9e503188',
    4096,
    '1ea97eee34c154f3413f70ea397b714a9c3daf0833d49fe72d8e6485eabe158b',
    384,
  ],
  html: [
    '99f5a32cbb52f85fea502fe94b7b6da8ceffe86731e27be6af7596abb61dd65e',
    4608,
    'ab806a2231b2b53b05f4d4c39694d4ede84444dff9a6a0e67f47635a6649271c',
    227,
  ],
  nginx: [
    '51704528fefebe2f28d56142cd819bc54677f6ab83c4be13232c16f820f87706',
    3072,
    'ac12770684f838395febf16e7c1d6d5b9ef0b085c2c5f7360101c1aca9cf90e9',
    228,
  ],
  entrypoint: [
    '1bb6d5d7a512d1671569d4d07985214b41a64c36a5f9e2ba2883d80584f0d9ce',
    2048,
    'ab83b37c295111e97234ca99014a780d5574a703c1d7024fccae95c87f4c4a71',
    180,
  ],
};
