import { describeAttacks } from './support/describe-attacks.js';

describeAttacks(({ inBrowser }) => !inBrowser, true);
