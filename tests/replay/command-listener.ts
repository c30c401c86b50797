/** Runs inside the workflow sandbox and tells what workflow code commands, because replay alone may miss a renamed activity. */
import { proxySinks, type Sinks, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

export interface CommandSinks extends Sinks {
  commands: { issued(command: string): void };
}

const { commands } = proxySinks<CommandSinks>();

export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity(input, next) {
        commands.issued(`activity ${input.activityType}`);
        return next(input);
      },
      startChildWorkflowExecution(input, next) {
        commands.issued(`child ${input.workflowType}`);
        return next(input);
      },
    },
  ],
});
