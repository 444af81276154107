package stepfunction.apis;

import java.util.List;
import java.util.Optional;

/**
 * The members that a request may have.
 *
 * @param isOpen whether it may have others, which the table does not list
 */
public record RequestMembers(List<Member> members, boolean isOpen) {

    /** The word for an open request in the table. */
    static final String OPEN = "*";

    public RequestMembers {
        members = List.copyOf(members);
    }

    static RequestMembers parse(String column) {
        return new RequestMembers(Member.parseAll(column), column.endsWith(OPEN));
    }

    /** The member of this name. */
    public Optional<Member> member(String name) {
        return members.stream()
                .filter(member -> isSameMember(member.name(), name))
                .findFirst();
    }

    /**
     * Whether two names differ only in the case of acronyms, such as {@code RoleArn} and {@code RoleARN}: Step Functions spells them
     * as the AWS SDK for Java does, which has not always spelled them alike.
     */
    public static boolean isSameMember(String one, String other) {
        return one.equalsIgnoreCase(other) && one.charAt(0) == other.charAt(0);
    }

    /** The names of its members. */
    public List<String> names() {
        return members.stream().map(Member::name).toList();
    }
}
