package stepfunction.aws;

import stepfunction.plan.Arn;
import stepfunction.plan.Location;

/**
 * A key as a policy names it.
 *
 * @param arn of the key, or of every key where an alias selects it
 * @param alias such as {@code alias/orders}; empty where the ARN is the key's
 */
record KmsKey(String arn, String alias) {

    private static final String ALIAS = "alias/";

    /** @param key its ARN or ID, or the ARN or the name of an alias: a policy's resource can name no alias */
    static KmsKey of(String key, Location at) {
        var arn = Arn.parse(key);
        var name = arn.map(Arn::resource).orElse(key);
        if (!name.startsWith(ALIAS)) {
            return new KmsKey(arn.isPresent() ? key : at.arn("kms", "key/" + key), "");
        }
        var everyKey = arn.map(known -> new Location(known.partition(), known.region(), known.account()))
                .orElse(at)
                .arn("kms", "key/*");
        return new KmsKey(everyKey, name);
    }
}
