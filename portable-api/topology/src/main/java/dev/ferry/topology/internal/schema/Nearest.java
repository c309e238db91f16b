package dev.ferry.topology.internal.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that someone probably meant. */
public final class Nearest {

  /** Longer words are no typing errors; also bounds the work on hostile input. */
  private static final int LONGEST = 80;

  private Nearest() {}

  /**
   * The one of {@code known} with the fewest edits from {@code word}, if these are at most a third
   * of its letters. Case does not count.
   */
  public static Optional<String> of(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String given = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(name -> edits(given, name.toLowerCase(Locale.ROOT))))
        .filter(name -> edits(given, name.toLowerCase(Locale.ROOT)) <= most(name));
  }

  /** A question that offers the nearest name, or else the sentence {@code otherwise}. */
  public static String orElse(String word, Collection<String> known, String otherwise) {
    return of(word, known).map(name -> "Did you mean '" + name + "'?").orElse(otherwise);
  }

  private static int most(String name) {
    return Math.max(1, name.length() / 3);
  }

  /** Insertions, deletions and substitutions of a character, and swaps of two neighbours. */
  private static int edits(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        edits[i][j] = i == 0 ? j : j == 0 ? i : fewest(edits, from, to, i, j);
      }
    }
    return edits[from.length()][to.length()];
  }

  private static int fewest(int[][] edits, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int fewest = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
    fewest = Math.min(fewest, edits[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
  }
}
