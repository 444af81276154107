#!/usr/bin/env bash
# Replaces the library by another version, from the remote "template": src/library as a whole, and the files that OWNED lists. Stages
# everything and commits nothing.
# Usage: update.sh [REF]; REF is a branch, a tag or a commit of the template, by default main
set -euo pipefail

refuse() { echo "$*" >&2; exit 1; }

# Usage: exists COMMIT PATH
exists() { git cat-file -e "$1:$2" 2>/dev/null; }
# Usage: owned COMMIT; the paths in its OWNED, if it has one
owned() { git show "$1:src/library/OWNED" 2>/dev/null || true; }
# Usage: lists PATHS PATH
lists() { grep -qxF -e "$2" <<<"$1"; }

# Whether a file in HEAD is as some version of the template has it.
# Usage: is_unchanged COMMIT PATH
is_unchanged() {
  local mine commit
  mine=$(git rev-parse "HEAD:$2")
  for commit in $(git log --format=%H "$1" -- "$2"); do
    if [ "$(git rev-parse --quiet --verify "$commit:$2" || true)" = "$mine" ]; then return 0; fi
  done
  return 1
}

# Whether the project has removed all of the library's files from a folder, such as .github: then it gets no new ones there.
# Usage: has_removed PATHS FOLDER
has_removed() {
  local file is_removed=1
  for file in $1; do
    case $file in
      "$2"/*)
        if exists HEAD "$file"; then return 1; fi
        is_removed=0
        ;;
    esac
  done
  return $is_removed
}

# Prints the sections above that of a version.
# Usage: print_changes COMMIT VERSION
print_changes() {
  local changelog
  changelog=$(git show "$1:src/library/CHANGELOG.md")
  awk -v old="## $2" '$0 == old { exit } /^## / { is_section = 1 } is_section' <<<"$changelog"
}

# Bash reads a script while it runs; this one is replaced meanwhile, and as a function it has been read.
main() {
  local ref=${1:-main} new old_version new_version old_owned new_owned file
  cd "$(dirname "$0")/../.."
  [ "$(git rev-parse --show-prefix 2>/dev/null || echo none)" = "" ] ||
    refuse "The project must be the root of a git repository, and $PWD is not"
  git remote get-url template >/dev/null 2>&1 ||
    refuse "The remote template is missing; run: git remote add template URL, with the URL of the repository that the project was made from"
  [ -z "$(git status --porcelain)" ] || refuse "The working tree must be clean; commit or stash what git status shows"
  git fetch --quiet template "$ref" || refuse "$ref cannot be fetched from the remote template, as git says above"
  new=$(git rev-parse 'FETCH_HEAD^{commit}')
  exists "$new" src/library/VERSION || refuse "$ref of the template has no src/library/VERSION; name a version that has one"

  old_version=$(cat src/library/VERSION)
  new_version=$(git show "$new:src/library/VERSION")
  old_owned=$(owned HEAD)
  new_owned=$(owned "$new")
  for file in $new_owned; do
    if exists HEAD "$file" && ! lists "$old_owned" "$file" && [ "$(git rev-parse "HEAD:$file")" != "$(git rev-parse "$new:$file")" ]; then
      refuse "$file is yours, and the new version has a file of that name; rename or remove yours, commit, and run this again"
    fi
  done

  echo "From version $old_version to $new_version ($ref, $(git rev-parse --short "$new"))"
  print_changes "$new" "$old_version"

  git checkout --quiet --no-overlay "$new" -- src/library
  for file in $old_owned; do
    if ! exists HEAD "$file"; then
      if lists "$new_owned" "$file"; then echo "$file stays removed, as you have removed it"; fi
    else
      is_unchanged "$new" "$file" || echo "$file loses your changes, which are in: git show HEAD:$file"
      lists "$new_owned" "$file" || git rm --quiet -- "$file"
    fi
  done
  for file in $new_owned; do
    if exists HEAD "$file" || { ! lists "$old_owned" "$file" && ! has_removed "$old_owned" "${file%%/*}"; }; then
      git checkout --quiet "$new" -- "$file"
    fi
  done

  if git diff --cached --quiet; then
    echo "The project has this version already"
  else
    git diff --cached --shortstat
    echo "All of that is staged. Run mvn verify, then: git commit -m 'Update the library to $new_version'. To undo it, run: git reset --hard"
  fi
}

main "$@"
exit
