package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.pulumi.test.Mocks;
import com.pulumi.test.Mocks.CallArgs;
import com.pulumi.test.PulumiTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;

class HandlerArchiveTest {

    @AfterEach
    void cleanup() {
        PulumiTest.cleanup();
    }

    @Test
    void archive_provider_zips_the_function_folder() {
        var mocks = mock(Mocks.class);
        when(mocks.callAsync(any()))
                .thenReturn(CompletableFuture.completedFuture(
                        Map.of("outputPath", "a.zip", "outputBase64sha256", "hash=", "outputSha", "ignored")));

        var result = PulumiTest.withMocks(mocks)
                .runTest(ctx -> {
                    var archive = HandlerArchive.create();
                    ctx.export("base64sha256", archive.base64sha256());
                })
                .throwOnError();

        var call = ArgumentCaptor.forClass(CallArgs.class);
        verify(mocks).callAsync(call.capture());
        assertThat(call.getValue().token).isEqualTo("archive:index/getFile:getFile");
        assertThat(call.getValue().args)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "type", "zip",
                        "sourceDir", "function",
                        "excludes", List.of("__init__.py", "**/*.pyc", "**/__pycache__"),
                        "outputFileMode", "0644",
                        "outputPath", "target/lambda.zip"));
        assertThat(PulumiTest.extractValue(result.output("base64sha256"))).isEqualTo("hash=");
    }

    @Test
    void answer_without_a_hash_is_refused() {
        var mocks = mock(Mocks.class);
        when(mocks.callAsync(any())).thenReturn(CompletableFuture.completedFuture(Map.of("outputPath", "a.zip")));

        var result = PulumiTest.withMocks(mocks)
                .runTest(ctx ->
                        ctx.export("base64sha256", HandlerArchive.create().base64sha256()));

        assertThatThrownBy(() -> PulumiTest.extractValue(result.output("base64sha256")))
                .hasStackTraceContaining("Missing required property 'outputBase64sha256");
    }

    @Test
    void folder_with_the_handler_passes(@TempDir Path project) throws Exception {
        Files.createDirectory(project.resolve("function"));
        Files.createFile(project.resolve("function/handler.py"));

        assertThatCode(() -> HandlerArchive.requireHandler(project)).doesNotThrowAnyException();
    }

    @Test
    void missing_folder_is_refused(@TempDir Path project) {
        assertThatThrownBy(() -> HandlerArchive.requireHandler(project))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "function/ must be a folder that holds the handler, was absent; run: git checkout -- function");
    }

    @Test
    void empty_folder_is_refused(@TempDir Path project) throws Exception {
        Files.createDirectory(project.resolve("function"));

        assertThatThrownBy(() -> HandlerArchive.requireHandler(project))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("function/ must hold handler.py (the handler is handler.handler), was empty;"
                        + " run: git checkout -- function");
    }

    @Test
    void folder_without_the_handler_file_is_refused(@TempDir Path project) throws Exception {
        Files.createDirectories(project.resolve("function/handler.py"));
        Files.createFile(project.resolve("function/other.py"));

        assertThatThrownBy(() -> HandlerArchive.requireHandler(project))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("function/ must hold handler.py (the handler is handler.handler), was without it;"
                        + " run: git checkout -- function");
    }
}
