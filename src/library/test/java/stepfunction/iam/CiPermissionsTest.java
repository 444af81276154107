package stepfunction.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class CiPermissionsTest {

    private static final String VALID = """
            aws:kms/key:Key:
              deploy:
                - Sid: WriteKeys
                  Action: kms:DescribeKey
                  Resource: ${aws:kms/key:Key}
            """;

    @TempDir
    Path project;

    private CiPermissions read(String content) throws IOException {
        var folder = Files.createDirectories(project.resolve("src/test"));
        Files.writeString(folder.resolve("ci-permissions.yaml"), content);
        return CiPermissions.read(project, RoleDocuments.sids());
    }

    @Test
    void missing_file_is_the_same_as_an_empty_one() throws IOException {
        assertThat(CiPermissions.read(project, RoleDocuments.sids())).isEqualTo(CiPermissions.NONE);
        assertThat(read("# Nothing.\n")).isEqualTo(CiPermissions.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:kms/key:Key: {preview: [], deploy: []}",
                "aws:kms/key:Key: {deploy: [{Sid: A, Action: 'kms:A1', Resource: '*'}]}",
                "aws:kms/key:Key: {preview: [{Sid: A, Action: 'apigateway:GET', Resource: 'arn:aws:apigateway:*::/apis'}]}",
                "aws:kms/key:Key: {deploy: [{Sid: A, Action: 'iam:ListRoles', Resource: '*'}]}",
                "aws:kms/key:Key: {deploy: [{Sid: A, Action: 'iam:CreateServiceLinkedRole', Resource: '*'}]}",
                "aws:kms/key:Key: {preview: [{Sid: A, Action: 'kms:GetKey', Resource: '*'}],"
                        + " deploy: [{Sid: A, Action: 'kms:GetKey', Resource: '*'}]}",
                "aws:a/b:C: {deploy: [{Sid: A, Action: 'lambda:UpdateFunctionCode', Resource: '${aws:lambda/function:Function}'}]}"
            })
    void valid_file_is_read(String content) throws IOException {
        assertThat(read(content).entries()).hasSize(1);
    }

    /** The file of VALID with one thing changed. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvFileSource(resources = "ci-permissions.csv", delimiter = '|')
    void mistake_has_one_line(String from, String to, String message) {
        var changed = from.translateEscapes();
        assertThat(VALID).contains(changed);
        var content = VALID.replace(changed, to.translateEscapes());

        assertThatThrownBy(() -> read(content))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("src/test/ci-permissions.yaml" + message.translateEscapes());
    }

    @Test
    void each_mistake_has_a_line() {
        var content = VALID.replace("Sid: WriteKeys", "Sid: Write-Keys").replace("kms:DescribeKey", "kms:*");

        assertThatThrownBy(() -> read(content)).hasMessage("""
                src/test/ci-permissions.yaml: aws:kms/key:Key, deploy, Write-Keys: Sid must have letters and digits alone
                src/test/ci-permissions.yaml: aws:kms/key:Key, deploy, Write-Keys: Action must be without wildcards, was kms:*; list the actions""");
    }
}
