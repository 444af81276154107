package workflow;

import stepfunction.project.ProjectTest;

/** The library's checks of this project: its cases on every stack, the unit tests of its functions, what must be true of every stack. */
class WorkflowTest extends ProjectTest {}
