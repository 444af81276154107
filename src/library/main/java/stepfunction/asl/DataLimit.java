package stepfunction.asl;

/** The limit of the data of a state and of an execution's input: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html. */
public final class DataLimit {

    /** As UTF-8: 256 KiB. */
    public static final int MAX_BYTES = 256 * 1024;

    private DataLimit() {}
}
