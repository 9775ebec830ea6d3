<?php
// Runs the plug-in inside of WordPress's own hooks, shortcodes, blocks and filters. What WordPress would ask a database or a browser
// for is a small stub. Called as `php wordpress.php FOLDER-OF-WORDPRESS`, with one JSON task on the standard input; answers in JSON.
error_reporting( E_ALL & ~E_DEPRECATED );
set_error_handler( function ( $level, $text, $file, $line ) {
	if ( $level & ( E_DEPRECATED | E_USER_DEPRECATED ) ) {
		return true;
	}
	throw new ErrorException( $text, 0, $level, $file, $line );
} );

define( 'ABSPATH', rtrim( $argv[1], '/' ) . '/' );
define( 'WPINC', 'wp-includes' );
define( 'WP_CONTENT_DIR', ABSPATH . 'wp-content' );
define( 'WP_PLUGIN_DIR', dirname( __DIR__, 2 ) . '/packages/wordpress' );
define( 'WPMU_PLUGIN_DIR', WP_CONTENT_DIR . '/mu-plugins' );
define( 'WP_LANG_DIR', WP_CONTENT_DIR . '/languages' );
define( 'WP_DEBUG', true );

$task = json_decode( stream_get_contents( STDIN ), true );
$seen = array( 'scripts' => array(), 'errors' => array() );

function current_user_can( $right ) { global $task; return in_array( $right, $task['rights'] ?? array(), true ); }
function home_url() { global $task; return $task['site'] ?? 'https://site.example'; }
function admin_url( $path ) { return home_url() . '/wp-admin/' . $path; }
function plugins_url( $path = '', $file = '' ) { return home_url() . '/wp-content/plugins/bookslip/' . basename( $path ); }
function get_theme_file_path( $path = '' ) { return WP_CONTENT_DIR . '/themes/plain/' . $path; }
function rest_validate_value_from_schema() { return true; }
function get_bloginfo() { return ''; }
function includes_url( $path = '' ) { return home_url() . '/wp-includes/' . $path; }
function wp_enqueue_script( $handle, $address, $needs, $version, $footer ) { global $seen; $seen['scripts'][ $handle ] = $address; }
function wp_register_script() { return true; }
function wp_set_script_translations() { return true; }
function wp_enqueue_style() { return true; }
function wp_should_load_separate_core_block_assets() { return false; }
function wp_create_nonce( $action ) { return md5( $action ); }
function check_admin_referer() { return true; }
function add_options_page( $title, $menu, $right, $slug, $callback ) { global $seen; $seen['page'] = array( $right, $slug ); }
function settings_fields( $group ) { echo '<input type="hidden" name="option_page" value="' . $group . '">'; }
function submit_button() { echo '<button>Save Changes</button>'; }
function add_settings_error( $setting, $code, $text ) { global $seen; $seen['errors'][ $code ] = $text; }
function wp_get_theme() { return new class { public function get( $name ) { return ''; } }; }

// The check asks the real server; only the way over the network is PHP's own.
function bookslip_test_get( $found, $options, $address ) {
	$headers = array();
	foreach ( $options['headers'] as $name => $value ) {
		$headers[] = "$name: $value";
	}
	$context = stream_context_create( array( 'http' => array( 'header' => $headers, 'timeout' => $options['timeout'], 'ignore_errors' => true, 'follow_location' => 0 ) ) );
	set_error_handler( fn() => true );
	$stream = fopen( $address, 'r', false, $context );
	restore_error_handler();
	if ( ! $stream ) {
		return new WP_Error( 'http_request_failed', 'no connection' );
	}
	$answer = array( 'body' => stream_get_contents( $stream ), 'headers' => array(), 'response' => array( 'code' => 0, 'message' => '' ) );
	foreach ( stream_get_meta_data( $stream )['wrapper_data'] as $line ) {
		if ( preg_match( '#^HTTP/\S+ (\d+)#', $line, $found ) ) {
			$answer['response']['code'] = (int) $found[1];
		} elseif ( preg_match( '/^([^:]+):\s*(.*)$/', $line, $found ) ) {
			$answer['headers'][ strtolower( $found[1] ) ] = $found[2];
		}
	}
	return $answer;
}

foreach ( array(
	'version', 'compat', 'class-wp-error', 'load', 'plugin', 'cache', 'class-wp-object-cache', 'class-wp-list-util', 'functions', 'pomo/translations', 'class-wp-textdomain-registry', 'l10n', 'formatting', 'kses', 'shortcodes', 'http', 'class-wp-http', 'class-wp-block-type', 'class-wp-block-type-registry',
	'class-wp-block-parser', 'class-wp-block-list', 'class-wp-block', 'class-wp-block-supports', 'blocks',
) as $name ) {
	require_once ABSPATH . WPINC . "/$name.php";
}
add_filter( 'pre_option', function ( $found, $name, $default ) {
	global $task;
	return $task['options'][ $name ] ?? array( 'blog_charset' => 'UTF-8', 'siteurl' => home_url(), 'home' => home_url() )[ $name ] ?? $default ?: '';
}, 10, 3 );
wp_cache_init();
wp_cache_set( 'alloptions', array( 'blog_charset' => 'UTF-8' ), 'options' );
$wp_textdomain_registry = new WP_Textdomain_Registry();
add_filter( 'pre_http_request', 'bookslip_test_get', 10, 3 );
require WP_PLUGIN_DIR . '/bookslip/bookslip.php';
foreach ( array( 'init', 'admin_init', 'admin_menu' ) as $hook ) {
	do_action( $hook );
}

$works = array(
	// What an author without the right to write HTML may save, and what visitors then get.
	'post'     => function ( $text ) {
		$saved = wp_unslash( apply_filters( 'content_save_pre', wp_slash( $text ) ) );
		return array( 'saved' => $saved, 'shown' => do_shortcode( do_blocks( $saved ) ) );
	},
	'check'    => fn() => bookslip_check(),
	'settings' => fn( $given ) => sanitize_option( 'bookslip', $given ),
	'page'     => function () {
		$_GET['check'] = '1';
		ob_start();
		bookslip_settings_page();
		return ob_get_clean();
	},
	'tag'      => fn( $tag ) => apply_filters( 'script_loader_tag', $tag, 'bookslip' ),
);
kses_init_filters();
$answer = call_user_func( $works[ $task['work'] ], $task['given'] ?? null );
echo json_encode( array( 'answer' => $answer ) + $seen, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
