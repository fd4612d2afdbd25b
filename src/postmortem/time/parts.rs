//! The parts of a stamp.

use jiff::civil::{Date, Time, Weekday};

/// A date whose year, or whose day, the author may have left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    Full(Date),
    /// `19. April`: the year comes from what stands before.
    WithoutYear(i8, i8),
    /// `03/04/2024`: the document decides which number is the month.
    Digits(Digits),
    /// `Mon 16:10`.
    Weekday(Weekday),
    /// `Day 2`.
    Number(i16),
    /// So many days after the one before: `next day`.
    After(i8),
    /// `2022-05-??`: no day in the calendar.
    Unknown,
}

/// Two numbers that may both be months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits {
    pub(crate) year: Option<i16>,
    pub(crate) first: i8,
    pub(crate) second: i8,
    /// Whether dots part them: then the day comes first, unless the document says otherwise.
    pub(crate) dotted: bool,
}

/// Which of two numbers is the month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// Nothing says so: custom does.
    #[default]
    Open,
    MonthFirst,
    DayFirst,
}

impl Digits {
    /// The day in this order. Both numbers are months, so each order gives one.
    pub(crate) fn day(self, order: Order) -> Day {
        let day_first = match order {
            Order::Open => self.dotted,
            Order::MonthFirst => false,
            Order::DayFirst => true,
        };
        let (month, day) =
            if day_first { (self.second, self.first) } else { (self.first, self.second) };
        match self.year {
            Some(year) => Date::new(year, month, day).map_or(Day::Unknown, Day::Full),
            None => Day::WithoutYear(month, day),
        }
    }

    /// The same with its numbers exchanged.
    pub(crate) fn exchanged(self) -> Self {
        Self { first: self.second, second: self.first, ..self }
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeOfDay {
    Known(Time),
    /// `HH:mm`, `??:??`.
    Unknown,
}
