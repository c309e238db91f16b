package dev.ferry.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunCommandTest {
  @Test
  void exportedValue_isOneWordForAShell() {
    assertThat(RunCommand.quoted("http://127.0.0.1:4566/")).isEqualTo("http://127.0.0.1:4566/");
    assertThat(RunCommand.quoted("Endpoint=sb://x;Key=a b")).isEqualTo("'Endpoint=sb://x;Key=a b'");
    assertThat(RunCommand.quoted("it's")).isEqualTo("'it'\\''s'");
  }
}
