package stepfunction.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stepfunction.apis.Api;
import stepfunction.apis.Apis;
import stepfunction.apis.OptimizedApi;
import stepfunction.apis.OptimizedApis;
import stepfunction.apis.RequestMembers;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.asl.Spelling;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.binding.Callee;
import stepfunction.plan.Arn;

/**
 * Whether the APIs that calls name exist, and take what is sent. The table of APIs is older than AWS: what is unknown there and like
 * nothing in it is a warning.
 */
final class RequestCheck {

    /** Groups of members: a request needs one of each, though none of them is required. */
    private static final Map<String, List<String>> NEEDS_ONE_OF = Map.of(
            "sns:publish", List.of("TopicArn", "TargetArn", "PhoneNumber"),
            "aws-sdk:sns:publish", List.of("TopicArn", "TargetArn", "PhoneNumber"));

    private final BoundWorkflow workflow;
    private final Findings findings = new Findings();

    private RequestCheck(BoundWorkflow workflow) {
        this.workflow = workflow;
    }

    /** The findings, each once. */
    static List<Finding> check(BoundWorkflow workflow) {
        var check = new RequestCheck(workflow);
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var call : workflow.calls()) {
            if (call.resource() instanceof Resource.Integration called) {
                apiExists(call, called);
                request(call, called).ifPresent(request -> members(call, called, request));
                findings.addAll(AttributeValueCheck.check(call, called));
            }
        }
    }

    private void apiExists(Call call, Resource.Integration called) {
        if (!called.sdk()
                || !called.isOffered()
                || Apis.find(called.service(), called.api()).isPresent()) {
            return;
        }
        if (Apis.isNotOffered(called.service(), called.api())) {
            findings.error("%s calls %s, which Step Functions does not offer; call it in a function"
                    .formatted(call.state().name(), called.key()));
            return;
        }
        var isKnownService = Apis.services().contains(called.service());
        var meant = isKnownService
                ? Spelling.nearest(called.api(), Apis.of(called.service()))
                        .map(api -> new Resource.Integration(called.service(), api, called.pattern(), true))
                : Spelling.nearest(called.service(), Apis.services())
                        .map(service -> new Resource.Integration(service, called.api(), called.pattern(), true));
        if (meant.isPresent()) {
            findings.error("%s calls %s, which is not an API; did you mean %s?"
                    .formatted(call.state().name(), called.key(), meant.get().key()));
        } else {
            findings.warning(
                    Code.UNKNOWN_API,
                    call.state().name(),
                    "%s calls %s, an API that this version does not know; allow its actions with .allow"
                            .formatted(call.state().name(), called.key()));
        }
    }

    private static Optional<RequestMembers> request(Call call, Resource.Integration called) {
        return switch (call.requester()) {
            case ITEM_READER -> OptimizedApis.itemReader(called.key()).map(OptimizedApi::request);
            case RESULT_WRITER -> OptimizedApis.resultWriter(called.key()).map(OptimizedApi::request);
            case TASK -> called.isOffered() ? request(called) : Optional.empty();
        };
    }

    private static Optional<RequestMembers> request(Resource.Integration called) {
        return called.sdk()
                ? Apis.find(called.service(), called.api()).map(Api::request)
                : OptimizedApis.find(called.key()).map(OptimizedApi::request);
    }

    private void members(Call call, Resource.Integration called, RequestMembers request) {
        var sent = call.arguments().members();
        for (var member : sent) {
            memberIsKnown(call, called, request, member);
            urlIsNoArn(call, member);
        }
        if (!call.arguments().areComputed()) {
            requiredAreSent(call, called, request, sent);
            oneIsSent(call, called, request, sent);
        }
        findings.addAll(MemberTypeCheck.check(call, called, request));
    }

    private void memberIsKnown(Call call, Resource.Integration called, RequestMembers request, String member) {
        if (request.isOpen() || request.member(member).isPresent()) {
            return;
        }
        var meant = Spelling.nearest(member, request.names());
        if (meant.isPresent()) {
            findings.error("%s sends %s, which %s does not take; did you mean %s?"
                    .formatted(call.state().name(), member, called.key(), meant.get()));
        } else {
            findings.warning(
                    Code.UNKNOWN_MEMBER,
                    call.state().name(),
                    "%s sends %s, which %s is not known to take; correct it, or remove it"
                            .formatted(call.state().name(), member, called.key()));
        }
    }

    /** A misspelled one has been reported. */
    private void requiredAreSent(Call call, Resource.Integration called, RequestMembers request, Set<String> sent) {
        for (var member : request.members()) {
            var isMissing = member.isRequired()
                    && sent.stream().noneMatch(each -> RequestMembers.isSameMember(each, member.name()));
            if (isMissing && !isMisspelled(member.name(), request, sent)) {
                findings.error(
                        "%s calls %s without %s; add it".formatted(call.state().name(), called.key(), member.name()));
            }
        }
    }

    private static boolean isMisspelled(String member, RequestMembers request, Set<String> sent) {
        return sent.stream()
                .filter(each -> request.member(each).isEmpty())
                .anyMatch(each -> Spelling.nearest(each, request.names())
                        .filter(member::equals)
                        .isPresent());
    }

    private void oneIsSent(Call call, Resource.Integration called, RequestMembers request, Set<String> sent) {
        var members = NEEDS_ONE_OF.getOrDefault(called.key(), List.of());
        if (!members.isEmpty()
                && members.stream().noneMatch(member -> sent.contains(member) || isMisspelled(member, request, sent))) {
            findings.error("%s calls %s without %s; add one of them"
                    .formatted(call.state().name(), called.key(), String.join(", ", members)));
        }
    }

    /** No service takes the ARN of a resource for its URL. */
    private void urlIsNoArn(Call call, String member) {
        if (!member.endsWith("Url")) {
            return;
        }
        for (var callee : call.arguments().at(List.of(member))) {
            if (isArn(callee)) {
                findings.error("%s of %s must be a URL, was %s; use an output such as .with(\"Url\", Queue::url)"
                        .formatted(member, call.state().name(), callee.value().text()));
            }
        }
    }

    private static boolean isArn(Callee callee) {
        if (callee instanceof Callee.Written written) {
            return Arn.parse(written.value().text()).isPresent();
        }
        return callee instanceof Callee.PlanTarget named
                ? named.value().equals(named.target().arn())
                : !(callee instanceof Callee.Computed);
    }
}
