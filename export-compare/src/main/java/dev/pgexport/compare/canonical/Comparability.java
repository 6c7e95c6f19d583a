package dev.pgexport.compare.canonical;

import dev.pgexport.compare.canonical.internal.Rule;

/** Whether the values of a type, in the form in which they are stored, have canonical bytes. */
public sealed interface Comparability {
    /** They have. Immutable. */
    final class Canonical implements Comparability {
        private final String type;
        private final ValueForm form;
        private final Rule rule;

        Canonical(String type, ValueForm form, Rule rule) {
            this.type = type;
            this.form = form;
            this.rule = rule;
        }

        /**
         * Return what makes the canonical bytes of a column's values, one for each worker.
         *
         * @param column the column's name, for messages
         */
        public CanonicalColumn column(String column) {
            return new CanonicalColumn(column, type, form, rule);
        }
    }

    /**
     * They have not.
     *
     * @param reason why, as a clause: "the binary form of public.mood cannot be read without its description"
     */
    record NotComparable(String reason) implements Comparability {}
}
