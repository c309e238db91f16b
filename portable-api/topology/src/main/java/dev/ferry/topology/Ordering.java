package dev.ferry.topology;

/** Whether messages of one ordering key run one after the other. */
public enum Ordering {
  /** They do, in their order; needs an ordered queue. */
  BY_KEY,
  /** They run in any order, also at the same time. */
  NONE
}
