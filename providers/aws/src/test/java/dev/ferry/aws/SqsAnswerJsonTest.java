package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.aws.direct.DirectAnswer;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that no queue in this JVM gives. */
class SqsAnswerJsonTest {
  private static final String MD5_OF_X = "9dd4e461268c8034f5c8564e155c67a6";
  private static final List<SqsEntry> ONE =
      List.of(new SqsEntry("x", Map.of(), null, null, 0, null));

  private static DirectAnswer answer(String json) {
    return new DirectAnswer(200, json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{\"Messages\":[{\"MessageId\":\"1\"",
        "{\"Messages\":[{\"MessageId\":\"1\",\"Body\":\"x\"}]}",
        "{\"Messages\":[{\"MessageId\":\"1\",\"ReceiptHandle\":\"r\",\"Body\":\"y\",\"MD5OfBody\":\""
            + MD5_OF_X
            + "\"}]}",
        "{\"Messages\":[{\"MessageId\":\"1\",\"ReceiptHandle\":\"r\",\"Body\":\"x\",\"MD5OfBody\":\""
            + MD5_OF_X
            + "\",\"MD5OfMessageAttributes\":\"0\",\"MessageAttributes\":"
            + "{\"a\":{\"StringValue\":\"b\",\"DataType\":\"String\"}}}]}"
      })
  void messagesThatAreNoneOrWereChanged_areNotGiven(String json) {
    assertThatThrownBy(() -> SqsAnswerJson.received(answer(json))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"Messages\":null}", "{\"Messages\":[],\"New\":{\"a\":[1]}}"})
  void noMessages_areNoError(String json) throws IOException {
    assertThat(SqsAnswerJson.received(answer(json))).isEmpty();
  }

  @Test
  void messageWithWhatANewerServiceSays_isRead() throws IOException {
    String json =
        """
        {"New":{"a":[{"b":1}]},"Messages":[{"MessageId":"1","ReceiptHandle":"r","Body":"x",
        "MD5OfBody":"%s","New":[{"c":{}}],"Attributes":{"SentTimestamp":"5","Deep":{"d":1}}}]}
        """
            .formatted(MD5_OF_X);

    assertThat(SqsAnswerJson.received(answer(json)))
        .containsExactly(new SqsRecord("1", "r", "x", Map.of("SentTimestamp", "5"), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Successful\":[{\"Id\":\"1\",\"MessageId\":\"m\"}]}",
        "{\"Successful\":[{\"Id\":\"x\",\"MessageId\":\"m\"}]}",
        "{\"Successful\":[{\"MessageId\":\"m\"}]}",
        "{\"Successful\":[{\"Id\":\"0\"}]}",
        "{\"Successful\":[{\"Id\":\"0\",\"MessageId\":\"m\",\"MD5OfMessageBody\":\"0\"}]}",
        "{\"Failed\":[{\"Id\":\"0\"}]}"
      })
  void fatesOfEntriesThatWereNotSent_orNotAsTheyWere_areNone(String json) {
    assertThatThrownBy(() -> SqsAnswerJson.sent("publish", ONE, answer(json)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void entryThatTheAnswerDoesNotName_mayBeRepeated() throws IOException {
    assertThat(SqsAnswerJson.sent("publish", ONE, answer("{}")))
        .singleElement()
        .isInstanceOfSatisfying(
            SendResult.Refused.class, refused -> assertThat(refused.reason().retryable()).isTrue());
  }

  @Test
  void refusedEntry_saysWhoseFaultItIs() throws IOException {
    String json =
        "{\"Failed\":[{\"Id\":\"0\",\"Code\":\"Odd\",\"Message\":\"no\",\"SenderFault\":%s}]}";

    assertThat(reason(json.formatted("true")).retryable()).isFalse();
    assertThat(reason(json.formatted("false")).retryable()).isTrue();
  }

  private static MessagingException reason(String json) throws IOException {
    return ((SendResult.Refused) SqsAnswerJson.sent("publish", ONE, answer(json)).get(0)).reason();
  }
}
