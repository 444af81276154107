package stepfunction.grants;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.apis.Api;
import stepfunction.apis.Apis;
import stepfunction.apis.IamActions;
import stepfunction.apis.IamRequirement;
import stepfunction.apis.Member;
import stepfunction.apis.OptimizedApi;
import stepfunction.apis.OptimizedApis;
import stepfunction.apis.RequestMembers;
import stepfunction.asl.Finding;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Resource;
import stepfunction.binding.Arguments;
import stepfunction.binding.BoundWorkflow;
import stepfunction.binding.Call;
import stepfunction.binding.Callee;
import stepfunction.plan.Value;

/** The permissions that a call needs of the state machine's role. */
record CallNeeds(Call call, BoundWorkflow workflow) {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html: that role may do the rest. */
    private static final String ASSUMING_A_ROLE = "sts:AssumeRole !{RoleArn}";

    private static final RequestMembers NO_REQUEST = new RequestMembers(List.of(), true);

    /** Integrations that Step Functions does not offer are rejected by the check of the definition. */
    Derived derived() {
        if (call.credentials().isPresent()) {
            return request("assumes a role", call.credentials().get(), NO_REQUEST)
                    .derived(IamRequirement.parseAll(ASSUMING_A_ROLE, "sts", "AssumeRole"));
        }
        if (call.requester() != Call.Requester.TASK) {
            return ofMap();
        }
        if (hasArgumentsOfTheOtherLanguage()) {
            return Derived.NOTHING;
        }
        if (call.resource() instanceof Resource.Integration called) {
            return called.isOffered() ? ofApi(called) : Derived.NOTHING;
        }
        return call.callee().map(this::ofFunction).orElse(Derived.NOTHING);
    }

    /** That they are in a field of the other query language has been reported. */
    private boolean hasArgumentsOfTheOtherLanguage() {
        return call.arguments().areComputed()
                && Stream.of(QueryLanguage.values())
                        .filter(language -> language != call.state().queryLanguage())
                        .anyMatch(other -> call.state().fields().json().has(other.argumentsField()));
    }

    private RequestNeeds request(String phrase, Arguments arguments, RequestMembers request) {
        var required = request.members().stream()
                .filter(Member::isRequired)
                .map(Member::name)
                .collect(Collectors.toSet());
        return new RequestNeeds(
                "%s %s".formatted(call.state().name(), phrase), call.state(), arguments, workflow, required);
    }

    /** An activity's worker asks for its Tasks. */
    private Derived ofFunction(Callee callee) {
        if (call.resource() instanceof Resource.Activity || isActivity(callee)) {
            return Derived.NOTHING;
        }
        return callee instanceof Callee.Written written && NamedResource.hasWildcard(written.value())
                ? Derived.of(Finding.error(
                        "%s must call one function, was %s; a wildcard or a policy variable would allow others"
                                .formatted(call.state().name(), written.value().text())))
                : Derived.of(Need.of("lambda:InvokeFunction", GrantedResource.of(arn(callee))));
    }

    private static boolean isActivity(Callee callee) {
        return callee instanceof Callee.PlanTarget named
                && Resource.parse(named.target().existingArn()) instanceof Resource.Activity;
    }

    /** Whichever output of a target stands there, its ARN is what counts. */
    static Value arn(Callee callee) {
        return callee instanceof Callee.PlanTarget named ? named.target().arn() : callee.value();
    }

    private Derived ofMap() {
        var part = call.requester() == Call.Requester.ITEM_READER ? "ItemReader" : "ResultWriter";
        var offered = call.resource() instanceof Resource.Integration called && !called.sdk()
                ? partOfMap(called.key())
                : Optional.<OptimizedApi>empty();
        if (offered.isEmpty()) {
            return Derived.of(Finding.error("%s has the %s %s, which Step Functions does not offer there; correct it"
                    .formatted(call.state().name(), part, call.resource().text())));
        }
        var phrase = "has the %s %s".formatted(part, ((Resource.Integration) call.resource()).key());
        return request(phrase, call.arguments(), offered.get().request())
                .derived(offered.get().iamRequirements().orElse(List.of()));
    }

    private Optional<OptimizedApi> partOfMap(String key) {
        return call.requester() == Call.Requester.ITEM_READER
                ? OptimizedApis.itemReader(key)
                : OptimizedApis.resultWriter(key);
    }

    private Derived ofApi(Resource.Integration called) {
        return called.sdk()
                ? Apis.find(called.service(), called.api())
                        .map(api -> known(called, api.iamRequirements(), api.request(), api.likelyAction()))
                        .orElse(Derived.NOTHING)
                : OptimizedApis.find(called.key())
                        .map(api -> optimized(called, api))
                        .orElse(Derived.NOTHING);
    }

    private Derived optimized(Resource.Integration called, OptimizedApi api) {
        var likelyAction = api.api().map(Api::likelyAction).orElse(called.key());
        if (!called.pattern().waitsForJob()) {
            return known(called, api.iamRequirements(), api.request(), likelyAction);
        }
        var ofCallAndJob = api.iamRequirements()
                .map(ofCall ->
                        Stream.concat(ofCall.stream(), api.ofJob().stream()).toList());
        var rule = api.managedRule().map(Derived::ofRule).orElse(Derived.NOTHING);
        return known(called, ofCallAndJob, api.request(), likelyAction).and(rule);
    }

    private Derived known(
            Resource.Integration called,
            Optional<List<IamRequirement>> iamRequirements,
            RequestMembers request,
            String likelyAction) {
        return iamRequirements.isPresent()
                ? calling(called, request).derived(iamRequirements.get())
                : unknownPermissions(called, likelyAction);
    }

    private RequestNeeds calling(Resource.Integration called, RequestMembers request) {
        return request("calls " + called.key(), call.arguments(), request);
    }

    /** Any action of the service may be the right one. */
    private Derived unknownPermissions(Resource.Integration called, String likelyAction) {
        var prefix = likelyAction.substring(0, likelyAction.indexOf(':'));
        var isAllowed = workflow.spec().permissions().stream().anyMatch(permission -> permission.coversService(prefix));
        if (isAllowed) {
            return Derived.NOTHING;
        }
        var resource = IamActions.knowsNoResource(likelyAction)
                ? "*"
                : "arn:${Partition}:%s:${Region}:${AccountId}:*".formatted(prefix);
        return Derived.of(Finding.error("%s calls %s, whose permissions are unknown; add .allow(\"%s\", \"%s\") to %s"
                .formatted(
                        call.state().name(),
                        called.key(),
                        likelyAction,
                        resource,
                        RequestNeeds.place(workflow.spec()))));
    }
}
