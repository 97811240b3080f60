//! How a secret is broken into groups and lines, and how large it can be.
//!
//! It must never add, drop or move a character: what is apart on paper is apart by white dots.

use super::clean;

/// One step of type size: 5 dots of size make every Plex Mono character exactly 3 dots wider, so
/// that all characters stand on whole dots.
const STEP_SIZE: u16 = 5;
const STEP_ADVANCE: i32 = 3;
const GROUP: usize = 4;
const LINES_MAX: usize = 6;

/// Characters that stand together, and whether white stands before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    characters: Vec<char>,
    apart: bool,
}

/// How a code stands on the paper.
#[derive(Debug)]
pub(crate) struct Plan {
    steps: u16,
    /// The lines, each of groups.
    pub(crate) lines: Vec<Vec<Group>>,
}

/// The sizes a code may have, in steps.
#[derive(Clone, Copy)]
pub(crate) struct Range {
    /// Larger looks silly.
    pub(crate) max: u16,
    /// Rather a second line than smaller than this.
    pub(crate) comfortable: u16,
    /// Smaller cannot be read over a counter.
    pub(crate) min: u16,
}

impl Plan {
    /// Type size in dots.
    pub(crate) fn size(&self) -> u16 {
        self.steps * STEP_SIZE
    }

    /// Dots from one character to the next.
    pub(crate) fn advance(&self) -> i32 {
        advance(self.steps)
    }

    /// Dots of white between groups.
    pub(crate) fn gap(&self) -> i32 {
        gap(self.steps)
    }

    /// Dots a line takes.
    pub(crate) fn line_width(&self, line: &[Group]) -> i32 {
        width(line, self.steps)
    }
}

impl Group {
    /// The characters, left to right.
    pub(crate) fn characters(&self) -> &[char] {
        &self.characters
    }

    /// Whether white stands before this group, unless it begins a line.
    pub(crate) fn is_apart(&self) -> bool {
        self.apart
    }
}

/// The largest readable arrangement of a code within `width` dots.
pub(crate) fn plan(value: &str, paper_width: i32, range: Range) -> Plan {
    let groups = groups(value);
    for least in [range.comfortable, range.min] {
        for lines in 1..=LINES_MAX {
            for steps in (least..=range.max).rev() {
                if let Some(lines) = spread(&groups, lines, steps, paper_width) {
                    return Plan { steps, lines };
                }
            }
        }
    }
    // A group wider than the paper, or a very long secret: as many lines as it takes.
    let steps = range.min;
    let room = usize::try_from(paper_width / advance(steps)).unwrap_or_default().max(1);
    let pieces: Vec<Group> = groups.iter().flat_map(|group| split(group, room)).collect();
    Plan { steps, lines: fill(&pieces, steps, paper_width) }
}

/// A code's groups: the supplier's own if it has any separator, else fours.
fn groups(value: &str) -> Vec<Group> {
    let value: String = clean::bare(value).collect();
    let value = value.trim();
    if value.chars().all(char::is_alphanumeric) {
        let characters: Vec<char> = value.chars().collect();
        // Fours, but a short one is not broken into a four and a scrap.
        let group = match characters.len() {
            5 => 5,
            6 | 9 => 3,
            _ => GROUP,
        };
        return characters
            .chunks(group)
            .map(|chunk| Group { characters: chunk.to_vec(), apart: true })
            .collect();
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut open = false;
    let mut apart = false;
    for character in value.chars() {
        if character.is_whitespace() {
            (open, apart) = (false, true);
            continue;
        }
        match groups.last_mut().filter(|_| open) {
            Some(group) => group.characters.push(character),
            None => groups.push(Group { characters: vec![character], apart }),
        }
        apart = false;
        // A separator ends its group, and stays with it.
        open = character.is_alphanumeric();
    }
    groups
}

/// Groups on exactly `count` lines of about the same number of groups, if they fit.
fn spread(groups: &[Group], count: usize, steps: u16, paper_width: i32) -> Option<Vec<Vec<Group>>> {
    let per_line = groups.len().div_ceil(count).max(1);
    let lines: Vec<Vec<Group>> = groups.chunks(per_line).map(<[Group]>::to_vec).collect();
    let fits = lines.iter().all(|line| width(line, steps) <= paper_width);
    fits.then_some(lines)
}

/// Groups on as many lines as they take.
fn fill(groups: &[Group], steps: u16, paper_width: i32) -> Vec<Vec<Group>> {
    let mut lines: Vec<Vec<Group>> = Vec::new();
    for group in groups {
        if let Some(line) = lines.last_mut() {
            line.push(group.clone());
            if width(line, steps) <= paper_width {
                continue;
            }
            line.pop();
        }
        lines.push(vec![group.clone()]);
    }
    lines
}

fn split(group: &Group, room: usize) -> impl Iterator<Item = Group> + '_ {
    group.characters.chunks(room).enumerate().map(|(index, chunk)| Group {
        characters: chunk.to_vec(),
        apart: group.apart && index == 0,
    })
}

fn width(line: &[Group], steps: u16) -> i32 {
    let characters: usize = line.iter().map(|group| group.characters.len()).sum();
    let gaps = line.iter().skip(1).filter(|group| group.apart).count();
    let times =
        |count: usize, dots: i32| i32::try_from(count).unwrap_or(i32::MAX).saturating_mul(dots);
    times(characters, advance(steps)).saturating_add(times(gaps, gap(steps)))
}

fn advance(steps: u16) -> i32 {
    i32::from(steps) * STEP_ADVANCE
}

/// A little more than half a character: apart, yet clearly one code.
fn gap(steps: u16) -> i32 {
    i32::from(steps) * STEP_ADVANCE * 11 / 20
}

#[cfg(test)]
mod tests {
    use super::*;

    const RANGE: Range = Range { max: 11, comfortable: 8, min: 5 };

    fn check(value: &str, paper_width: i32, expected: &str) {
        let plan = plan(value, paper_width, RANGE);
        let lines: Vec<String> = plan.lines.iter().map(|line| shown(line)).collect();
        assert_eq!(format!("{} {}", plan.size(), lines.join("/")), expected);
        assert!(plan.lines.iter().all(|line| plan.line_width(line) <= paper_width));
    }

    fn shown(line: &[Group]) -> String {
        let mut text = String::new();
        for (index, group) in line.iter().enumerate() {
            if index > 0 && group.is_apart() {
                text.push('_');
            }
            text.extend(group.characters());
        }
        text
    }

    #[test]
    fn a_plain_code_stands_in_fours() {
        check("4821773901562284", 560, "50 4821_7739_0156_2284");
        check("4821773901562284", 370, "55 4821_7739/0156_2284");
        check("482177", 560, "55 482_177");
        check("48217", 560, "55 48217");
        check("7KQX9M2RL4TZPW3V8HND", 560, "40 7KQX_9M2R_L4TZ_PW3V_8HND");
        check("7KQX9M2RL4TZPW3V8HND", 370, "45 7KQX_9M2R_L4TZ/PW3V_8HND");
    }

    #[test]
    fn a_supplier_s_own_grouping_is_kept() {
        check("4821-7739-0156-2284", 560, "45 4821-7739-0156-2284");
        check("4821-7739-0156-2284", 370, "55 4821-7739-/0156-2284");
        check("AB 123456 CD", 560, "55 AB_123456_CD");
        check(" 12\u{202E}34\r\n", 560, "55 1234");
    }

    #[test]
    fn what_is_too_long_is_wrapped_and_never_cut() {
        let long = "A".repeat(90) + "-" + &"B".repeat(50);
        let plan = plan(&long, 370, RANGE);
        let all: String =
            plan.lines.iter().flatten().flat_map(|group| group.characters.iter()).collect();
        assert_eq!(all, long);
        assert!(plan.lines.iter().all(|line| plan.line_width(line) <= 370));
        assert_eq!(plan.size(), 25);
    }

    #[test]
    fn nothing_is_an_empty_plan() {
        assert!(plan("", 370, RANGE).lines.iter().all(Vec::is_empty));
        assert!(plan(" \n", 370, RANGE).lines.iter().all(Vec::is_empty));
    }
}
