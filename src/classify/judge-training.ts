import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { evaluationText } from './evaluation-text.js';
import { judgeTraining, readTrainingMaterial } from './train-command.js';

// Runs as a thread beside the training whose judge it is; says the evaluation as a text and ends.
if (!isMainThread) {
  const said = evaluationText(judgeTraining(readTrainingMaterial(String(workerData))));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(said);
}
