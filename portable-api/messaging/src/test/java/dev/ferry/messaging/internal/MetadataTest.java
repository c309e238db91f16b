package dev.ferry.messaging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.internal.Metadata.Decoded;
import dev.ferry.messaging.internal.Metadata.Malformed;
import dev.ferry.messaging.internal.Metadata.Read;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetadataTest {
  /** Any text that UTF-8 can carry. */
  private static Arbitrary<String> text() {
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(20).filter(Text::wellFormed);
    Arbitrary<String> rich =
        Arbitraries.of(
            "", " ", "%", "+", "&", "=", "%41", "\0", "\n", "ü", "€", "🚢", "\uFFFD", "a.");
    return Arbitraries.oneOf(any, rich, Combinators.combine(any, rich).as(String::concat));
  }

  @Provide
  static Arbitrary<Map<String, String>> pairs() {
    return Arbitraries.maps(text(), text()).ofMaxSize(20);
  }

  @Provide
  static Arbitrary<Map<String, String>> named() {
    Arbitrary<String> names = text().filter(name -> !name.isBlank() && !name.equals(Text.FERRY));
    return Arbitraries.maps(names, text()).ofMaxSize(20);
  }

  @Provide
  static Arbitrary<String> ids() {
    return text().filter(Text::isId);
  }

  @Provide
  static Arbitrary<String> optionalText() {
    return text().injectNull(0.3);
  }

  @Property
  void decode_whatEncodeWrote_isTheSame(
      @ForAll("ids") String id,
      @ForAll("pairs") Map<String, String> folded,
      @ForAll("named") Map<String, String> notes,
      @ForAll("optionalText") @Nullable String contentType,
      @ForAll("optionalText") @Nullable String source,
      @ForAll @IntRange(max = History.MAX_COUNT) int round,
      @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long millis) {
    Instant time = Instant.ofEpochMilli(millis);
    Message message =
        Message.builder(Body.empty())
            .id(id)
            .timestamp(time)
            .contentType(contentType)
            .history(new History(round, round, time, source))
            .notes(notes)
            .build();
    assertThat(Metadata.decode(Metadata.encode(message, new TreeMap<>(folded))))
        .isEqualTo(
            new Read(
                1,
                id,
                time,
                message.history(),
                contentType,
                null,
                new TreeMap<>(folded),
                new TreeMap<>(notes)));
  }

  @Property
  void mostBytes_areNoFewerThanEncodeNeeds(
      @ForAll("ids") String id,
      @ForAll("optionalText") @Nullable String contentType,
      @ForAll("optionalText") @Nullable String source,
      @ForAll @IntRange(max = History.MAX_COUNT) int round,
      @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long millis) {
    Instant time = Instant.ofEpochMilli(millis);
    Message message =
        Message.builder(Body.empty())
            .id(id)
            .timestamp(time)
            .contentType(contentType)
            .contentEncoding(contentType)
            .history(new History(round, round, time, source))
            .build();
    assertThat(Metadata.mostBytes(message))
        .isGreaterThanOrEqualTo(Metadata.encode(message, Pairs.NONE).length());
  }

  @Property
  void decode_anIdAlone_isReadAsItIsBesideAPairThatNobodyKnows(@ForAll("ids") String id) {
    String text = Metadata.encode(Message.builder(Body.empty()).id(id).build(), Pairs.NONE);
    assertThat(Metadata.decode(text))
        .isEqualTo(Metadata.decode(text + "&later=x"))
        .isInstanceOfSatisfying(Read.class, read -> assertThat(read.id()).isEqualTo(id));
  }

  @Test
  void decode_anIdAloneThatIsNone_isMalformed() {
    assertThat(Metadata.decode("v=1&id=")).isInstanceOf(Malformed.class);
    assertThat(Metadata.decode("v=1&id=" + "a".repeat(257))).isInstanceOf(Malformed.class);
  }

  @Property
  void decode_anyText_neverThrowsAndRepeatsNothingOfIt(@ForAll String text) {
    Decoded decoded = Metadata.decode(text);
    if (decoded instanceof Malformed malformed) {
      assertThat(malformed.reason()).hasSizeLessThan(60).matches("[A-Za-z0-9 =%'-]+");
    }
  }

  @Property
  void decode_oneCharacterChanged_neverThrows(
      @ForAll @IntRange(max = 60) int at, @ForAll char character) {
    StringBuilder text =
        new StringBuilder("v=1&id=order-1&t=1700000000000&round=1&a.%C3%BC=%F0%9F%9A%A2&n.b=c");
    text.setCharAt(at, character);
    Decoded decoded = Metadata.decode(text.toString());
    if (decoded instanceof Read read) {
      assertThat(Text.isId(read.id())).isTrue();
    }
  }

  private static String manyPairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "&n." + i + "=")
        .collect(Collectors.joining("", "v=1&id=10248", ""));
  }

  @Test
  void decode_thousandPairs_isRead() {
    assertThat(Metadata.decode(manyPairs(998))).isInstanceOf(Read.class);
  }

  @Test
  void decode_moreThanAThousandPairs_isMalformedWithItsId() {
    assertThat(Metadata.decode(manyPairs(999)))
        .isEqualTo(new Malformed("more than 1000 pairs", "10248"));
  }

  @Test
  void decode_endlessText_isRefusedUnread() {
    assertThat(Metadata.decode("v=1&id=1&ct=" + "x".repeat(1 << 20)))
        .isEqualTo(new Malformed("longer than 1048576 characters", null));
    assertThat(Metadata.decode("&".repeat(1 << 20)))
        .isEqualTo(new Malformed("a pair that does not read name=value", null));
  }

  @Test
  void decode_rawSurrogate_isMalformed() {
    assertThat(Metadata.decode("v=1&id=1&ct=\uD83D"))
        .isEqualTo(new Malformed("an unpaired surrogate", "1"));
  }
}
