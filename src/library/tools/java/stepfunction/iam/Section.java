package stepfunction.iam;

import java.util.Locale;

/** A part of an entry in {@code src/test/ci-permissions.yaml}, and the document that its statements are added to. */
enum Section {
    PREVIEW("preview-permissions"),
    DEPLOY("deploy-permissions"),
    BOUNDARY("boundary");

    private final String document;

    Section(String document) {
        this.document = document;
    }

    /** As the file spells it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of a {@link RoleDocument}. */
    String document() {
        return document;
    }
}
