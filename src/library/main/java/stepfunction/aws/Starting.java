package stepfunction.aws;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** The permission that a trigger's role needs to start a workflow, and to wait for its result if it is EXPRESS. */
final class Starting {

    private Starting() {}

    static Output<List<IamStatement>> of(Workflow workflow) {
        if (!workflow.isExpress()) {
            return workflow.futureArn().applyValue(machine -> List.of(IamDocuments.start(machine)));
        }
        var key = workflow.key()
                .map(known -> known.applyValue(Optional::of))
                .orElseGet(() -> Output.of(Optional.empty()));
        return Output.tuple(workflow.futureArn(), key).applyValue(known -> startingAndWaiting(known.t1, known.t2));
    }

    private static List<IamStatement> startingAndWaiting(StateMachineArn machine, Optional<String> key) {
        var statements = new ArrayList<IamStatement>();
        statements.add(IamDocuments.startAndWait(machine));
        key.map(id -> KmsKey.of(id, machine.location()))
                .ifPresent(kmsKey -> statements.add(IamDocuments.decryptDefinition(kmsKey, machine)));
        return statements;
    }
}
