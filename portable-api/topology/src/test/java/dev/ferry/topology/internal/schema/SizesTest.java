package dev.ferry.topology.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

  @ParameterizedTest
  @CsvSource({"1B, 1", "2KB, 2000", "256KiB, 262144", "10MB, 10000000", "1MiB, 1048576"})
  void parse_writtenSize_isRead(String text, long bytes) {
    assertThat(Sizes.parse(text)).contains(bytes);
    assertThat(Sizes.write(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "256", "KiB", "256 KiB", "-1B", "1.5MiB", "256kib", "1GiB", "9999999999B"})
  void parse_anythingElse_isNoSize(String text) {
    assertThat(Sizes.parse(text)).isEmpty();
  }

  @Property
  void write_anySize_isReadBack(@ForAll @LongRange(max = 999_999_999L) long bytes) {
    assertThat(Sizes.parse(Sizes.write(bytes))).contains(bytes);
  }
}
