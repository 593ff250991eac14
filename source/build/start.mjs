/**
 * Finds the modules that every start loads: what the entry imports, and what these import. In one file they are there sooner
 * than in twenty. The entry itself is none of them: it waits for what it loads later, and that imports these.
 */
export const startOf = entry => {
	const modules = new Set();
	return {
		has: id => modules.has(id),
		plugin: {
			name: 'start',
			buildEnd() {
				const importedBy = id => this.getModuleInfo(id)?.importedIds ?? [];
				const left = [...this.getModuleIds()].filter(id => id.endsWith(entry)).flatMap(importedBy);
				for (let id = left.pop(); id !== undefined; id = left.pop()) {
					if (modules.has(id)) continue;
					modules.add(id);
					left.push(...importedBy(id));
				}
			},
		},
	};
};
