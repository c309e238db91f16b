package dev.ferry.host.azure;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a timer is due: the host's six fields, second first. A field is {@code *}, or numbers,
 * {@code from-to}, each with a step {@code /n}, separated by commas; Sunday is 0 or 7. Immutable.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer">NCRONTAB
 *     expressions</a>
 */
final class Schedule {
  private static final Pattern PART = Pattern.compile("(\\*|(\\d+)(?:-(\\d+))?)(?:/(\\d+))?");
  private static final int[] FIRST = {0, 0, 0, 1, 1, 0};
  private static final int[] LAST = {59, 59, 23, 31, 12, 7};
  private static final int SUNDAY = 7;
  private static final Duration FAR = Duration.ofDays(366);

  private final List<BitSet> fields;

  private Schedule(List<BitSet> fields) {
    this.fields = fields;
  }

  /**
   * Reads six fields.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  static Schedule parse(String expression) {
    String[] texts = expression.strip().split("\\s+", -1);
    if (texts.length != FIRST.length) {
      throw malformed(expression);
    }
    List<BitSet> fields = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      BitSet field = new BitSet();
      for (String part : texts[i].split(",", -1)) {
        add(field, part, i, expression);
      }
      fields.add(field);
    }
    return new Schedule(fields);
  }

  private static void add(BitSet field, String text, int index, String expression) {
    Matcher part = PART.matcher(text);
    if (!part.matches()) {
      throw malformed(expression);
    }
    boolean any = part.group(2) == null;
    int from = any ? FIRST[index] : Integer.parseInt(part.group(2));
    boolean range = any || part.group(3) != null || part.group(4) != null;
    int to = part.group(3) != null ? Integer.parseInt(part.group(3)) : range ? LAST[index] : from;
    int step = part.group(4) == null ? 1 : Integer.parseInt(part.group(4));
    if (from < FIRST[index] || to > LAST[index] || from > to || step < 1) {
      throw malformed(expression);
    }
    for (int value = from; value <= to; value += step) {
      field.set(index == FIRST.length - 1 ? value % SUNDAY : value);
    }
  }

  private static IllegalArgumentException malformed(String expression) {
    return new IllegalArgumentException(
        "read schedule '" + expression + "': it is not six fields, second first, as 0 */5 * * * *");
  }

  /** The first time after this one; empty when there is none within a year. */
  Optional<ZonedDateTime> after(ZonedDateTime time) {
    ZonedDateTime at = time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    ZonedDateTime end = time.plus(FAR);
    while (at.isBefore(end)) {
      if (!isDay(at)) {
        at = at.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (!fields.get(2).get(at.getHour())) {
        at = at.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!fields.get(1).get(at.getMinute())) {
        at = at.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
      } else if (!fields.get(0).get(at.getSecond())) {
        at = at.plusSeconds(1);
      } else {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private boolean isDay(ZonedDateTime at) {
    return fields.get(3).get(at.getDayOfMonth())
        && fields.get(4).get(at.getMonthValue())
        && fields.get(5).get(at.getDayOfWeek().getValue() % SUNDAY);
  }
}
