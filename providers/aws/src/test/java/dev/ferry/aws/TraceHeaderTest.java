package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {

  @ParameterizedTest
  @CsvSource({
    "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01,"
        + " Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
    "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-00,"
        + " Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0"
  })
  void traceContext_isTheSameInBothForms(String w3c, String xray) {
    assertThat(TraceHeader.xray(w3c)).isEqualTo(xray);
    assertThat(TraceHeader.w3c(xray)).isEqualTo(w3c);
  }

  @ParameterizedTest
  @CsvSource({
    "Self=1-5f84c7a1-0;Root=1-5759E988-BD862E3FE1BE46A994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a:1,01",
    "Parent=53995c3f42cd8ad8; Root=1-5759e988-bd862e3fe1be46a994272793,00"
  })
  void headersOfAwsServices_areRead_whateverElseTheyHold(String xray, String flags) {
    assertThat(TraceHeader.w3c(xray))
        .isEqualTo("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-" + flags);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Root=1-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e988-bd862e3fe1be46a99427279;Parent=53995c3f42cd8ad8",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad"
      })
  void headerThatNamesNoParent_isNoContext(String xray) {
    assertThat(TraceHeader.w3c(xray)).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "00-1-2-3", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8"})
  void malformedTraceparent_isNoHeader(String w3c) {
    assertThat(TraceHeader.xray(w3c)).isNull();
  }
}
