package stepfunction.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.expressions.JsonataUses.FunctionCall;
import stepfunction.expressions.JsonataUses.Kind;
import stepfunction.expressions.JsonataUses.Reference;
import stepfunction.expressions.JsonataUses.Use;

/** What an expression takes from outside of itself, in each of the places where it may stand. */
final class JsonataUsesTest {

    private static JsonataUses uses(String expression) {
        return JsonataUses.of(JsonataExpression.parse("{%% %s %%}".formatted(expression)));
    }

    private static String names(String expression, Kind kind) {
        return String.join(
                " ",
                uses(expression).references().stream()
                        .filter(reference -> reference.kind() == kind)
                        .map(Reference::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "$s[$a] ; s a",
                "$s.x[$a].y ; s a",
                "$s.x.($a) ; s a",
                "$s.x[0].(y[$a]) ; s a",
                "$s{$a: $b} ; s a b",
                "$s.x{$a: $b} ; s a b",
                "$s.x^($a, >$b) ; s a b",
                "{\"k\": $a, $b: 1} ; a b",
                "[$a, $b] ; a b",
                "$f($a, $b) ; f a b",
                "$f(?, $a) ; f a",
                "$a ~> $f($b) ; a f b",
                "$a ~> $f ; a f",
                "function($p) { $p + $a } ; a",
                "`($b := $a; $b)` ; a",
                "`($b := $c := $a; $b + $c)` ; a",
                "`($f := function($x) { $y($x) }; $y := $a; $f(1))` ; a",
                "$b := $a ; a",
                "$a ? $b : $c ; a b c",
                "$a ? $b ; a b",
                "$s ~> |$a|{\"k\": $b}, $c| ; s a b c",
                "$a + -$b ; a b",
                "$s@$i.x[$i = $a]#$n.($n + $b) ; s a b",
                "$s[$ > 1].$ ; s",
            })
    void variables_that_it_does_not_bind(String expression, String names) {
        assertThat(names(expression, Kind.VARIABLE)).isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a.b ; a",
                "a[b] ; a",
                "$f(a) ; a",
                "$s ~> $f(a) ; a",
                "a ~> $f ; a",
                "`(a; b)` ; a b",
                "a ? b : c ; a b c",
                "[a, 1] ; a",
                "{a: b} ; a b",
                "a + b ; a b",
                "$x := a ; a",
                "$s[a].b.(c)^(d){e: f} ; ``",
                "$s.[a, {\"b\": c}] ; ``",
                "$s{a: b} ; ``",
                "function() { a } ; ``",
                "$s ~> |a|{\"b\": c}, d| ; ``",
                "* ; *",
                "** ; **",
            })
    void fields_of_no_context(String expression, String names) {
        assertThat(names(expression, Kind.FIELD)).isEqualTo(names);
    }

    @Test
    void steps_are_those_that_certainly_follow() {
        assertThat(uses("$a.b.c").references().get(0).steps()).containsExactly("b", "c");
        assertThat(uses("$a.b[0].c").references().get(0).steps()).containsExactly("b", 0, "c");
        assertThat(uses("$a[0].b").references().get(0).steps()).isEmpty();
        assertThat(uses("$a.b[c = 1].d").references().get(0).steps()).containsExactly("b");
        assertThat(uses("$a.b[-1].d").references().get(0).steps()).containsExactly("b");
        assertThat(uses("$a.b.*.c").references().get(0).steps()).containsExactly("b");
        assertThat(uses("$a.(b).c").references().get(0).steps()).isEmpty();
    }

    @Test
    void root_and_context_are_known_by_where_they_stand() {
        assertThat(uses("$").references()).extracting(Reference::kind).containsExactly(Kind.CONTEXT);
        assertThat(uses("$$").references()).extracting(Reference::kind).containsExactly(Kind.ROOT);
        assertThat(uses("$s[$$.a]").references())
                .extracting(Reference::kind)
                .containsExactly(Kind.VARIABLE, Kind.ROOT_WITHIN);
    }

    @Test
    void use_is_what_is_done_with_a_variable() {
        assertThat(uses("$f($exists($a), $b)").references())
                .extracting(Reference::name, Reference::use)
                .contains(tuple("f", Use.CALLED), tuple("a", Use.TESTED), tuple("b", Use.READ));
    }

    @Test
    void calls_have_the_numbers_of_their_arguments() {
        assertThat(uses("$a ~> $f(1) ~> $g()").calls())
                .extracting(FunctionCall::function, FunctionCall::arguments)
                .containsExactly(tuple("f", 2), tuple("g", 1));
        assertThat(uses("[$h(?, 2), ($k := function() { 1 }; $k())]").calls()).isEmpty();
        assertThat(uses("$f()").calls()).isEqualTo(List.of(new FunctionCall("f", 0, 2)));
    }
}
