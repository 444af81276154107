package stepfunction.packaging;

import java.io.IOException;
import stepfunction.asl.Findings;
import stepfunction.installation.InstallationException;
import stepfunction.installation.Installations;
import stepfunction.installation.Overlay;

/** The contents of the deployment package of a folder, by the rules of one language. */
interface Contents {

    /** Adds what is wrong in the files of the folder. */
    void check(Findings findings);

    /** Whether it has more than the folder, or other files. */
    boolean areStaged();

    /**
     * The files, which are installed first.
     *
     * @throws InstallationException where they cannot be installed, or must be built before
     */
    Overlay overlay(Installations installations) throws IOException, InstallationException;
}
