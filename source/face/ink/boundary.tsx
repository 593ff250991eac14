import {Component, type ReactNode} from 'react';
import type {Words} from '../../engine/words.ts';

/** What is said at the end when drawing broke. */
export const notDrawn = ({message}: Error): Words => ({
	en: `The screen could not be drawn: ${message}`,
	zh: `屏幕无法绘制：${message}`,
});

type Props = {readonly children: ReactNode; readonly onError: (error: unknown) => void};

/** Ends the face with a sentence when drawing breaks. Ink's own overview prints source code, and takes seconds. */
export class Boundary extends Component<Props, {readonly isBroken: boolean}> {
	static getDerivedStateFromError(): {isBroken: boolean} {
		return {isBroken: true};
	}

	override state = {isBroken: false};

	override componentDidCatch(error: unknown): void {
		this.props.onError(error);
	}

	override render(): ReactNode {
		return this.state.isBroken ? null : this.props.children;
	}
}
