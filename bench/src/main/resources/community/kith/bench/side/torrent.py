"""libtorrent v2 on loopback: torrent.py make FILE TORRENT | seed TORRENT DIR PORT | leech TORRENT DIR PORT..."""
import os
import sys
import time

import libtorrent as lt


def session(port):
    return lt.session({
        'listen_interfaces': '127.0.0.1:%s' % port, 'enable_dht': False, 'enable_lsd': False, 'enable_upnp': False,
        'enable_natpmp': False, 'allow_multiple_connections_per_ip': True, 'alert_mask': 0})


def add(ses, torrent, folder, seeding):
    params = lt.add_torrent_params()
    params.ti = lt.torrent_info(torrent)
    params.save_path = folder
    params.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
    if seeding:
        params.flags |= lt.torrent_flags.seed_mode
    return ses.add_torrent(params)


def make(file, torrent):
    files = lt.file_storage()
    lt.add_files(files, file)
    made = lt.create_torrent(files, 0, lt.create_torrent.v2_only)
    lt.set_piece_hashes(made, os.path.dirname(file))
    with open(torrent, 'wb') as out:
        out.write(lt.bencode(made.generate()))


def seed(torrent, folder, port):
    ses = session(port)
    held = add(ses, torrent, folder, True)
    while not held.status().is_seeding:
        time.sleep(0.01)
    print('READY', ses.listen_port(), flush=True)
    sys.stdin.read()


def leech(torrent, folder, *ports):
    ses = session(0)
    held = add(ses, torrent, folder, False)
    for port in ports:
        held.connect_peer(('127.0.0.1', int(port)))
    while not held.status().is_seeding:
        time.sleep(0.005)


{'make': make, 'seed': seed, 'leech': leech}[sys.argv[1]](*sys.argv[2:])
