package dev.ferry.topology.internal.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A value of a YAML file with the place it was written at. Immutable. */
public sealed interface Tree {

  /** Where this value is written. */
  Place place();

  /** What this value is, in words for an error: {@code a list}, {@code a mapping}, {@code '30'}. */
  String inWords();

  /**
   * Keys and values, in the order of the file.
   *
   * @param entries each key once
   */
  record Mapping(Place place, Map<String, Tree> entries) implements Tree {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String inWords() {
      return "a mapping";
    }
  }

  /** A list. */
  record Sequence(Place place, List<Tree> items) implements Tree {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String inWords() {
      return "a list";
    }
  }

  /**
   * Anything else, as it is spelled in the file.
   *
   * @param text without its quotes
   * @param quoted whether it had quotes, or was a block ({@code |}, {@code >}): then it is text
   *     whatever it looks like
   */
  record Scalar(Place place, String text, boolean quoted) implements Tree {
    private static final int SHOWN = 60;
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

    /** What a reader of YAML 1.2, such as Terraform, may take for something other than text. */
    private static final Pattern NOT_TEXT =
        Pattern.compile(
            NULL.pattern()
                + "|true|True|TRUE|false|False|FALSE"
                + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
                + "|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /** Whether every reader of the file takes this for text. */
    public boolean isText() {
      return quoted || !NOT_TEXT.matcher(text).matches();
    }

    @Override
    public String inWords() {
      if (!quoted && NULL.matcher(text).matches()) {
        return "empty";
      }
      return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...") + "'";
    }
  }
}
