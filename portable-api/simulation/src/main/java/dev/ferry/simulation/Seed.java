package dev.ferry.simulation;

/**
 * A number that decides every chance derived from it, the same in every run and every version of
 * this library. Children are seeds of their own: each part of a simulation derives one by its name,
 * so that a draw in one part moves nothing in another.
 *
 * <pre>{@code
 * Seed seed = Seed.of(42);
 * boolean fails = seed.child("failures").child(messageId).chance(0.1);
 * }</pre>
 *
 * <p>Immutable. Not for secrets: whoever knows one value can compute the others.
 *
 * @param value the number, any of 64 bits
 */
public record Seed(long value) {
  /** The step of SplitMix64: 2^64 divided by the golden ratio, made odd. */
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  /**
   * Parts the children by name from those by index. Any constant would do; this one is for ever.
   */
  private static final long NAMED = 0x66657272792d6e61L;

  private static final double UNIT_OF_53_BITS = 0x1.0p-53;

  public static Seed of(long value) {
    return new Seed(value);
  }

  /** Returns the child of that name. Names are told apart by their exact characters. */
  public Seed child(String name) {
    long hash = mix(value ^ NAMED);
    for (int i = 0; i < name.length(); i++) {
      hash = mix((hash ^ name.charAt(i)) + GAMMA);
    }
    return new Seed(mix(hash + name.length()));
  }

  /** Returns the child of that index: number {@code index}, from 0, that SplitMix64 draws here. */
  public Seed child(long index) {
    return new Seed(mix(value + GAMMA * (index + 1)));
  }

  /**
   * Returns this seed's one draw from evenly spread numbers, at least 0 and below 1. For
   * independent draws ask independent children.
   */
  public double unit() {
    return (mix(value + GAMMA) >>> 11) * UNIT_OF_53_BITS;
  }

  /**
   * Returns this seed's one answer to whether something of that probability happens: never at 0,
   * always at 1, and if it happens at one probability, it happens at every higher one.
   *
   * @throws IllegalArgumentException if {@code probability} is not between 0 and 1
   */
  public boolean chance(double probability) {
    return unit() < requireProbability(probability);
  }

  /** Returns a new stream of numbers that starts here. */
  public SeededRandom random() {
    return new SeededRandom(this);
  }

  static double requireProbability(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a probability lies between 0 and 1: " + probability);
    }
    return probability;
  }

  /** The finaliser of SplitMix64: each bit of the result depends on every bit of {@code bits}. */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
