import type {SettingName} from '../engine/settings.ts';
import type {Words} from '../engine/words.ts';

/** That settings are missing which only a person can give. */
export const missingWords = (missing: readonly SettingName[]): Words => ({
	en: `${missing.join(', ')} missing`,
	zh: `缺少 ${missing.join('、')}`,
});
