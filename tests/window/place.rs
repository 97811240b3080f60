//! Where a window stands while it is tested: a display, and the simulated suppliers behind its till. Both
//! take long to start, so a place is used by one test after the other.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs;
use std::io::Write as _;
use std::ops::Deref;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use serde_json::json;
use xtask::practice::{Practice, Simulator};
use xtask::window::Display;

use crate::till::RASEED;

/// Windows at the same time: while one waits for a supplier or for somebody's hand, the other works.
const PLACES: usize = 2;

pub(crate) struct Place {
    pub(crate) display: Display,
    pub(crate) simulator: Arc<Simulator>,
    /// The tills that were set up here, by their shop's file: the next one of a shop is a copy.
    tills: HashMap<String, Files>,
}

/// A folder's files and folders, by their names in it.
type Files = Vec<(PathBuf, Option<Vec<u8>>)>;

/// Room on the disk that a till takes again when it is opened.
const RESERVE: &str = "reserve";

/// A place as long as a test needs it, and how much room it takes.
pub(crate) struct Taken(Option<Place>, usize);

#[derive(Default)]
struct Pool {
    free: Vec<Place>,
    taken: usize,
}

static POOL: (Mutex<Pool>, Condvar) =
    (Mutex::new(Pool { free: Vec::new(), taken: 0 }), Condvar::new());

fn pool() -> MutexGuard<'static, Pool> {
    POOL.0.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until there is room for one more window.
pub(crate) fn take() -> Taken {
    take_room(1)
}

/// Waits until no other window is open, and keeps them out: for a test of how fast one is.
pub(crate) fn take_alone() -> Taken {
    take_room(PLACES)
}

fn take_room(room: usize) -> Taken {
    let wait = POOL.1.wait_while(pool(), |pool| pool.taken + room > PLACES);
    let mut pool = wait.unwrap_or_else(PoisonError::into_inner);
    pool.taken += room;
    let free = pool.free.pop();
    drop(pool);
    // Given back also where the next line fails.
    let mut taken = Taken(None, room);
    taken.0 = Some(free.unwrap_or_else(Place::new));
    taken.simulator.pull("reset", &json!({})).unwrap();
    taken
}

impl Place {
    fn new() -> Place {
        // Nothing is dropped when the tests are over: both end with this process.
        let display = Display::start_tied().unwrap();
        let simulator = Arc::new(Simulator::start_tied(Path::new(RASEED)).unwrap());
        Place { display, simulator, tills: HashMap::new() }
    }
}

impl Taken {
    /// A till of this shop in `data_dir`, set up as if it were the first.
    pub(crate) fn till(&mut self, data_dir: &Path, shop: &str) -> Practice {
        let place = self.0.as_mut().expect("it is taken");
        let practice = Practice::on(&place.simulator, data_dir);
        match place.tills.entry(shop.to_owned()) {
            Entry::Occupied(kept) => write(kept.get(), data_dir),
            Entry::Vacant(room) => {
                practice.provision(shop).unwrap();
                let mut files = Files::new();
                read(data_dir, Path::new(""), &mut files);
                room.insert(files);
            }
        }
        practice
    }
}

fn read(folder: &Path, under: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder.join(under)).unwrap().map(Result::unwrap) {
        let name = under.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            files.push((name.clone(), None));
            read(folder, &name, files);
        } else if name != Path::new(RESERVE) {
            files.push((name, Some(fs::read(entry.path()).unwrap())));
        }
    }
}

/// As the till itself writes: for its owner alone.
fn write(files: &Files, folder: &Path) {
    let mut own = fs::DirBuilder::new();
    own.mode(0o700).recursive(true).create(folder).unwrap();
    for (name, bytes) in files {
        let path = folder.join(name);
        let Some(bytes) = bytes else {
            own.create(path).unwrap();
            continue;
        };
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(0o600).open(path).unwrap();
        file.write_all(bytes).unwrap();
    }
}

impl Deref for Taken {
    type Target = Place;

    fn deref(&self) -> &Place {
        self.0.as_ref().expect("it is taken")
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let place = self.0.take();
        let mut pool = pool();
        pool.taken -= self.1;
        // Whatever went wrong here, the next test begins elsewhere.
        pool.free.extend(place.filter(|_| !std::thread::panicking()));
        POOL.1.notify_all();
    }
}
