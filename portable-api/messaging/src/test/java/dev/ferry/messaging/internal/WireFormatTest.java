package dev.ferry.messaging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.internal.Metadata.Malformed;
import dev.ferry.messaging.internal.Metadata.Read;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of the wire, kept as files: what was written once can be read for ever. */
class WireFormatTest {
  static List<Golden> written() {
    return Golden.all("v1");
  }

  static List<Golden> readable() {
    return Stream.of("v1", "v1-foreign", "v2")
        .flatMap(folder -> Golden.all(folder).stream())
        .toList();
  }

  static List<Golden> malformed() {
    return Golden.all("malformed");
  }

  @ParameterizedTest
  @MethodSource("written")
  void encode_writesTheGolden(Golden golden) {
    Read meaning = meaning(golden);
    Message message =
        Message.builder(Body.empty())
            .id(meaning.id())
            .timestamp(meaning.timestamp())
            .contentType(meaning.contentType())
            .contentEncoding(meaning.contentEncoding())
            .history(meaning.history())
            .notes(meaning.notes())
            .build();
    assertThat(Metadata.encode(message, meaning.folded())).isEqualTo(golden.text());
  }

  @ParameterizedTest
  @MethodSource("readable")
  void decode_readsTheMeaning(Golden golden) {
    assertThat(Metadata.decode(golden.text())).isEqualTo(meaning(golden));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void decode_malformed_saysWhyAndGivesTheIdIfThatIsSound(Golden golden) {
    assertThat(Metadata.decode(golden.text()))
        .isEqualTo(
            new Malformed(golden.meaning().getOrDefault("reason", ""), golden.meaning().get("id")));
  }

  @Test
  void goldens_areAllThere() {
    assertThat(written()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(readable()).hasSizeGreaterThanOrEqualTo(13);
    assertThat(malformed()).hasSizeGreaterThanOrEqualTo(25);
  }

  private static Read meaning(Golden golden) {
    var fields = golden.meaning();
    return new Read(
        Integer.parseInt(fields.getOrDefault("version", "1")),
        fields.getOrDefault("id", ""),
        instant(fields.get("timestamp")),
        new History(
            Integer.parseInt(fields.getOrDefault("round", "0")),
            Integer.parseInt(fields.getOrDefault("attempts", "0")),
            instant(fields.get("firstSeen")),
            fields.get("source")),
        fields.get("contentType"),
        fields.get("contentEncoding"),
        golden.behind("folded."),
        golden.behind("note."));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
