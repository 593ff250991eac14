import type {Words} from '../engine/words.ts';

// They are constants because every rule looks at fields.

/** Any field that has no words of its own. */
export const unknownValue: Words = {en: "it can't be told", zh: '无法确定'};

/** Addresses and ports. */
export const unknownMasquerade: Words = {
	en: 'the address after masquerading is not known',
	zh: '地址伪装 (masquerade) 后的地址未知',
};
export const checksum: Words = {en: 'in place of a port stands a checksum', zh: '端口的位置上是校验和'};

/** Connection tracking. */
export const asTracking: Words = {
	en: 'the rule runs at the same priority as connection tracking',
	zh: '规则的优先级与连接跟踪相同',
};
export const partlyTracked: Words = {en: 'the connection is only partly tracked', zh: '该连接只有一部分被跟踪'};

/** Interfaces. */
export const unknownIn: Words = {
	en: 'the interface that probes arrive on is not known',
	zh: '探测从哪个网卡进入未知',
};
export const unknownOut: Words = {
	en: 'the interface that the packet leaves by is not known',
	zh: '报文从哪个网卡发出未知',
};

/** Marks. */
export const unknownMark: Words = {en: "the packet's mark can't be told", zh: '无法确定报文的标记'};
export const unknownConnectionMark: Words = {
	en: "the connection's mark can't be told",
	zh: '无法确定连接的标记',
};
