package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.project.SampleProject;

/** A user records an execution, changes the definition, sees the difference and accepts it. */
class RecordRunIT {

    private static final String CASE = "src/test/workflow/parcel.json";

    @TempDir
    Path folder;

    private SampleProject.Ending maven(String execution, String... options) throws IOException, InterruptedException {
        var command = new String[options.length + 4];
        command[0] = "mvn";
        command[1] = "-q";
        command[2] = "test-compile";
        command[3] = "exec:java@" + execution;
        System.arraycopy(options, 0, command, 4, options.length);
        return new SampleProject(folder).run(command);
    }

    @Test
    void execution_becomes_a_case_that_finds_a_change() throws Exception {
        SampleProject.copyTo(folder);
        var definition = folder.resolve("src/main/resources/parcel.asl.yaml");
        assertThat(maven("local", "-Dcase=labelled").exitStatus()).isZero();

        var recorded = maven("record", "-Dhistory=target/local/history.json", "-Dname=parcel", "-Dredact=$.town");

        assertThat(recorded.output()).isEqualTo("""
                src/test/workflow/parcel.json has these texts, which everybody who can read the repository can read:
                  input.town: "Xxxx"
                  mocks.Label.Return.label: "to Xxxx"
                Written: src/test/workflow/parcel.json. To replace values, add -Doverwrite and, for example, -Dredact=$.name,$..number
                The case replays the execution without a difference.
                """);
        assertThat(recorded.exitStatus()).isZero();

        Files.writeString(
                definition,
                Files.readString(definition).replace("End: true", "Parameters: {city.$: $.town}\n    End: true"));
        var changed = maven("local", "-Dcase=parcel");

        assertThat(changed.output())
                .contains(
                        "Label is called without town, was \"Xxxx\"; to accept this, run: mvn -q test-compile exec:java@local -Dcase=parcel -Daccept\n");
        assertThat(changed.exitStatus()).isEqualTo(LocalRun.OTHERWISE);

        var accepted = maven("local", "-Dcase=parcel", "-Daccept");

        assertThat(accepted.output())
                .endsWith("src/test/workflow/parcel.json now has the states, the calls and the end of this run.\n");
        assertThat(folder.resolve(CASE)).content().contains("\"city\": \"Xxxx\"");
        assertThat(maven("local", "-Dcase=parcel").exitStatus()).isEqualTo(LocalRun.AS_EXPECTED);
        assertThat(maven("record", "-Dname=parcel").exitStatus()).isEqualTo(RecordRun.NOT_WRITTEN);
    }
}
