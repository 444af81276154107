package stepfunction.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.pulumi.aws.iam.IamFunctions;
import com.pulumi.aws.iam.inputs.GetPolicyDocumentPlainArgs;
import com.pulumi.aws.iam.inputs.GetPolicyDocumentStatement;
import com.pulumi.aws.iam.inputs.GetPolicyDocumentStatementCondition;
import com.pulumi.aws.iam.inputs.GetPolicyDocumentStatementNotPrincipal;
import com.pulumi.aws.iam.inputs.GetPolicyDocumentStatementPrincipal;
import com.pulumi.aws.iam.outputs.GetPolicyDocumentResult;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import stepfunction.Fixture;

/** {@code getPolicyDocument} under the mocks against what the AWS provider 5.100 wrote: recorded-policy-documents.json. */
class PolicyDocumentTest {

    private static final String SOURCE = """
            {"Version":"2012-10-17","Id":"theirs","Statement":[
              {"Sid":"A","Effect":"Allow","Action":["z","a"],"Resource":"*"},
              {"Sid":"","Effect":"Allow","Action":"b","Resource":["*"]}]}
            """;

    private static final String OVERRIDE = """
            {"Statement":[{"Sid":"A","Effect":"Deny","Action":"b","Principal":{"AWS":["q","r"]},"Resource":"*",
              "Condition":{"Bool":{"aws:SecureTransport":["true","false"]}}}]}
            """;

    private static Map<String, GetPolicyDocumentPlainArgs> documents() {
        var documents = new LinkedHashMap<String, GetPolicyDocumentPlainArgs>();
        documents.put("one of each", of(read()));
        documents.put(
                "several of each",
                of(read().sid("Read")
                        .actions("s3:GetObject", "s3:ListBucket", "dynamodb:GetItem", "s3:GetObject")
                        .resources("b", "c", "a", "b")));
        documents.put(
                "everything denied but",
                of(GetPolicyDocumentStatement.builder()
                        .sid("")
                        .effect("Deny")
                        .notActions("iam:*", "sts:*")
                        .notResources("x", "y")
                        .notPrincipals(GetPolicyDocumentStatementNotPrincipal.builder()
                                .type("AWS")
                                .identifiers("arn:aws:iam::123456789012:root")
                                .build())));
        documents.put(
                "principals",
                of(read().principals(
                                principal("Service", "states.amazonaws.com", "lambda.amazonaws.com"),
                                principal("AWS", "arn:aws:iam::123456789012:root"))));
        documents.put("everybody", of(read().principals(principal("*", "*"))));
        documents.put("every account", of(read().principals(principal("AWS", "*"))));
        documents.put("everybody twice", of(read().principals(principal("*", "*"), principal("AWS", "b", "a"))));
        documents.put(
                "conditions",
                of(read().conditions(
                                condition("StringLike", "aws:SourceArn", "b", "a", "c"),
                                condition("Bool", "aws:SecureTransport", "true"),
                                condition("StringLike", "aws:PrincipalTag/team", "x"))));
        documents.put(
                "variables and escapes",
                of(read().resources("arn:aws:s3:::home/&{aws:username}/*", "a<b>c&d'e\"f=g")
                        .conditions(condition("StringLike", "s3:prefix", "&{aws:username}/<x>"))
                        .principals(principal("AWS", "&{aws:PrincipalArn}"))));
        documents.put("nothing", GetPolicyDocumentPlainArgs.builder().build());
        documents.put(
                "version and id",
                GetPolicyDocumentPlainArgs.builder()
                        .version("2008-10-17")
                        .policyId("mine")
                        .statements(read().build())
                        .build());
        documents.put(
                "sources",
                GetPolicyDocumentPlainArgs.builder()
                        .sourcePolicyDocuments(SOURCE)
                        .statements(read().build())
                        .build());
        documents.put(
                "a source whose statement is replaced",
                GetPolicyDocumentPlainArgs.builder()
                        .sourcePolicyDocuments(SOURCE)
                        .overridePolicyDocuments(OVERRIDE)
                        .statements(read().sid("B").build())
                        .build());
        documents.put(
                "an override in front",
                GetPolicyDocumentPlainArgs.builder()
                        .overridePolicyDocuments(OVERRIDE)
                        .statements(read().sid("B").build(), read().sid("A").build())
                        .build());
        return documents;
    }

    private static GetPolicyDocumentStatement.Builder read() {
        return GetPolicyDocumentStatement.builder().actions("s3:GetObject").resources("arn:aws:s3:::files/*");
    }

    private static GetPolicyDocumentPlainArgs of(GetPolicyDocumentStatement.Builder statement) {
        return GetPolicyDocumentPlainArgs.builder()
                .statements(statement.build())
                .build();
    }

    private static GetPolicyDocumentStatementPrincipal principal(String type, String... identifiers) {
        return GetPolicyDocumentStatementPrincipal.builder()
                .type(type)
                .identifiers(identifiers)
                .build();
    }

    private static GetPolicyDocumentStatementCondition condition(String test, String variable, String... values) {
        return GetPolicyDocumentStatementCondition.builder()
                .test(test)
                .variable(variable)
                .values(values)
                .build();
    }

    @TestFactory
    Stream<DynamicTest> document_is_written_as_the_provider_writes_it() {
        var stream = Objects.requireNonNull(getClass().getResourceAsStream("recorded-policy-documents.json"));
        var recorded = JsonParser.parseReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                .getAsJsonObject();
        var documents = documents();
        assertThat(recorded.keySet()).hasSameElementsAs(documents.keySet());
        return documents.entrySet().stream()
                .map(document -> DynamicTest.dynamicTest(
                        document.getKey(),
                        () -> assertThat(answer(document.getValue()).json())
                                .isEqualTo(recorded.get(document.getKey()).getAsString())));
    }

    @Test
    void minified_document_has_no_white_space() {
        assertThat(answer(of(read())).minifiedJson()).isEqualTo("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::files/*"}]}""");
    }

    /** Seen with the provider too: it cannot unmarshal an object into the list of statements. */
    @Test
    void source_with_one_statement_in_place_of_a_list_is_refused() {
        var arguments = GetPolicyDocumentPlainArgs.builder()
                .sourcePolicyDocuments("{\"Statement\": {\"Effect\": \"Allow\"}}")
                .build();

        assertThatThrownBy(() -> answer(arguments))
                .hasMessage(
                        "aws:iam/getPolicyDocument:getPolicyDocument: Statement of a document to merge must be a list, was {\"Effect\":\"Allow\"}");
    }

    private static GetPolicyDocumentResult answer(GetPolicyDocumentPlainArgs arguments) {
        var answer = new AtomicReference<GetPolicyDocumentResult>();
        DeclaredStack.declare(ProgramRun.of(Fixture.PROJECT, "test"), config -> {
            answer.set(IamFunctions.getPolicyDocumentPlain(arguments).join());
            return Fixture.plan(config);
        });
        return answer.get();
    }
}
