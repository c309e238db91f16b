package dev.ferry.host.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host is told, and what it does where it is told nothing. */
class HostFileTest {
  private AppFolder folder;

  @BeforeEach
  void folder(@TempDir Path temporary) throws IOException {
    folder = new AppFolder(temporary);
  }

  private HostFile read(Map<String, String> settings) throws IOException {
    return HostFile.read(folder.path(), new AppSettings(settings));
  }

  @Test
  void whatIsNotSaid_isAsTheVendorHasIt() throws IOException {
    assertThat(read(Map.of()))
        .isEqualTo(
            new HostFile(
                Duration.ofMinutes(5),
                16,
                8,
                1000,
                0,
                Duration.ofMinutes(5),
                Duration.ofMinutes(1)));
  }

  @Test
  void settings_goOverTheFile() throws IOException {
    folder.hostFile(
        """
        {"functionTimeout":"1.00:00:30","extensions":{"serviceBus":{
        "maxConcurrentCalls":3,"maxConcurrentSessions":4,"sessionIdleTimeout":"00:00:01.5"}}}
        """);

    HostFile host =
        read(Map.of("AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls", "7"));

    assertThat(host.functionTimeout()).isEqualTo(Duration.ofDays(1).plusSeconds(30));
    assertThat(host.maxConcurrentCalls()).isEqualTo(7);
    assertThat(host.maxConcurrentSessions()).isEqualTo(4);
    assertThat(host.sessionIdleTimeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(read(Map.of("AzureFunctionsJobHost__functionTimeout", "-1")).functionTimeout())
        .isNull();
  }

  @Test
  void whatCannotBe_isRefused() throws IOException {
    assertThatThrownBy(() -> read(Map.of("AzureFunctionsJobHost__functionTimeout", "ten")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("functionTimeout in host.json is not of the form hh:mm:ss");

    folder.hostFile("{\"extensions\":{\"serviceBus\":{\"autoCompleteMessages\":false}}}");
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a function in Java completes nothing");
  }
}
