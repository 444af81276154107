package stepfunction.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The user's environment as pip and npm see it, and the location of their caches. */
class InstallerEnvironmentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "HOME",
                "PIP_INDEX_URL",
                "PIP_EXTRA_INDEX_URL",
                "PIP_CONFIG_FILE",
                "PIP_CERT",
                "https_proxy",
                "NPM_CONFIG_REGISTRY",
                "npm_config_userconfig",
                "NODE_EXTRA_CA_CERTS",
                "PYENV_VERSION"
            })
    void settings_of_the_index_are_passed(String name) {
        assertThat(InstallerEnvironment.forPip(Map.of(name, "value"))).containsExactly(Map.entry(name, "value"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_SECRET_ACCESS_KEY",
                "PYTHONPATH",
                "NODE_OPTIONS",
                "PIP_TARGET",
                "PIP_USER",
                "PIP_CONSTRAINT",
                "PIP_NO_BINARY",
                "TOKEN"
            })
    void everything_else_is_not(String name) {
        assertThat(InstallerEnvironment.forPip(Map.of(name, "value"))).isEmpty();
    }

    @Test
    void variable_that_the_settings_name_is_passed() {
        var settings = "--index-url https://${TOKEN}@pypi.example.com/simple";

        assertThat(InstallerEnvironment.forInstaller(Map.of("TOKEN", "t", "OTHER", "o"), settings))
                .containsExactly(Map.entry("TOKEN", "t"));
    }

    @Test
    void cache_is_the_users() {
        assertThat(UserCache.folder(Map.of(), "/home/ann")).hasToString("/home/ann/.cache/lambda-step-functions");
        assertThat(UserCache.folder(Map.of("XDG_CACHE_HOME", "/big"), "/home/ann"))
                .hasToString("/big/lambda-step-functions");
        assertThat(UserCache.folder(Map.of("XDG_CACHE_HOME", "relative"), "/home/ann"))
                .hasToString("/home/ann/.cache/lambda-step-functions");
    }
}
