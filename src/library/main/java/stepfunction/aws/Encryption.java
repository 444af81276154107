package stepfunction.aws;

import com.pulumi.aws.sfn.inputs.StateMachineEncryptionConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.core.internal.Internal;
import java.util.ArrayList;
import java.util.Optional;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/**
 * The key that encrypts a state machine's definition and history, where the user's customization sets one.
 *
 * @param key its ARN or ID, or an alias
 * @param encryptsLog whether Step Functions encrypts log events by it too, on their way to the log group
 */
record Encryption(Output<String> key, boolean encryptsLog) {

    static Optional<Encryption> of(StateMachineInputs inputs) {
        var isLogged = !inputs.settings().logLevel().equals("OFF");
        return inputs.args()
                .encryptionConfiguration()
                .filter(Encryption::hasKey)
                .map(configuration -> new Encryption(
                        configuration.apply(each -> each.kmsKeyId().orElseThrow()), isLogged));
    }

    /** AWS's own key needs no permission. A configuration that is computed counts as one with a key. */
    private static boolean hasKey(Output<StateMachineEncryptionConfigurationArgs> configuration) {
        return Optional.ofNullable(Internal.of(configuration).getValueNullable().getNow(null))
                .map(known -> known.kmsKeyId().isPresent())
                .orElse(true);
    }

    /** The policy that the state machine's role needs. */
    Output<String> document(Output<StateMachineArn> stateMachine) {
        return Output.tuple(key, stateMachine).applyValue(known -> {
            var kmsKey = KmsKey.of(known.t1, known.t2.location());
            var statements = new ArrayList<IamStatement>();
            statements.add(IamDocuments.encryptExecutions(kmsKey, known.t2));
            if (encryptsLog) {
                statements.add(IamDocuments.encryptLog(kmsKey, known.t2.location()));
            }
            return IamDocuments.document(statements);
        });
    }
}
