package parcels;

import stepfunction.project.ProjectTest;

class ParcelsTest extends ProjectTest {}
