//! Dice that fall the same on every machine.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// What is drawn with the same seed in the same order is the same.
pub struct Dice(TestRunner);

impl Dice {
    /// Dice of a seed.
    pub fn new(seed: u64) -> Self {
        Self(TestRunner::new(Config { rng_seed: RngSeed::Fixed(seed), ..Config::default() }))
    }

    /// One of the values that a strategy makes.
    pub fn draw<S: Strategy>(&mut self, from: &S) -> S::Value {
        from.new_tree(&mut self.0).unwrap().current()
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.draw(&(0..bound))
    }

    /// One of a list.
    pub fn one<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// What happens so often in a hundred times.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}
